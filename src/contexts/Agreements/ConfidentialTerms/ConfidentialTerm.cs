using FluentValidation;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>Something that was agreed and that only some parties may know. The ledger records a digest of it.</summary>
/// <param name="Term">What it is called: <c>unitPrice</c>.</param>
/// <param name="Class">Decides who may see it: <c>price</c>, <c>payment</c> or <c>liability</c>.</param>
/// <param name="Value">What was agreed; a decimal in quotes, so that no reader rounds it.</param>
/// <param name="Line">Line of the agreement that it is about; absent where it is about the agreement as a whole.</param>
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
        RuleFor(t => t.Line).Must(line => line is null or (>= 1 and <= 9999)).WithErrorCode("line-out-of-range").WithMessage("A line number from 1 to 9999 is expected.");
    }
}
