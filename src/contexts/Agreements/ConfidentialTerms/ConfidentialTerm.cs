using FluentValidation;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>An agreed term that only some parties may see. The ledger records only its digest.</summary>
/// <param name="Term">The name of the term, such as <c>unitPrice</c>.</param>
/// <param name="Class">The class, which decides who may see the term: <c>price</c>, <c>payment</c> or <c>liability</c>.</param>
/// <param name="Value">The agreed value. Write decimals as strings, so that no reader rounds them.</param>
/// <param name="Line">The agreement line that the term is about; omit it when the term is about the whole agreement.</param>
public sealed record ConfidentialTerm(string Term, string Class, string Value, int? Line = null)
{
    /// <summary>Name of the disclosure: <c>unitPrice/1</c>.</summary>
    internal string Name => Line is null ? Term : $"{Term}/{Line}";
}

public sealed class ConfidentialTermValidator : AbstractValidator<ConfidentialTerm>
{
    public const int TermsMax = 200;

    public ConfidentialTermValidator()
    {
        RuleFor(t => t.Term).Number();
        RuleFor(t => t.Class).OneOf([.. TermClasses.Names]);
        RuleFor(t => t.Value).Text();
        RuleFor(t => t.Line).Must(line => line is null or (>= 1 and <= 9999))
            .WithErrorCode("line-out-of-range").WithMessage("Must be a line number from 1 to 9999.");
    }
}
