using FluentValidation;
using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>Erases confidential terms for good: their keys are deleted, and the log says so. Their digests stay, and verification passes as before.</summary>
/// <param name="Agreement">The one in the address.</param>
/// <param name="Reason">Why; it is recorded, and everybody who sees the agreement sees it.</param>
/// <param name="Class">All terms of this class; or else <paramref name="Digests"/>.</param>
/// <param name="Digests">The terms with these digests.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"NONE-1","reason":"x","class":"price"}""")]
public sealed record EraseTerms(string Agreement, string Reason, string? Class = null, IReadOnlyList<string>? Digests = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class EraseTermsValidator : CommandValidator<EraseTerms>
{
    public EraseTermsValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Class).OneOf([.. TermClasses.Names]);
        RuleFor(c => c.Digests).Count(1, ConfidentialTermValidator.TermsMax).Distinct(digest => digest);
        RuleForEach(c => c.Digests).Text(100);
        RuleFor(c => c).Must(c => c.Class is null != c.Digests is null).WithErrorCode("class-or-digests").WithMessage("Exactly one of class and digests is expected.");
    }
}

public static class EraseTermsEndpoint
{
    [WolverinePost("/books/{book}/agreements/{agreement}/terms/erasures")]
    public static async Task<Answer> Post(EraseTerms command, LedgerSession ledger, TermVault vault, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        var decision = Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party);
        if (decision.IsAccepted)
        {
            await vault.EraseAsync(ledger, command.Agreement, [.. Chosen(stream.State!, command)], ct);
        }

        return await stream.RecordAsync(decision);
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Agreement? state, EraseTerms command, DateTimeOffset when, string? by = null)
    {
        if (state is null)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"There is no agreement {command.Agreement}.");
        }

        if (Owner.Refuse(by, $"What is confidential in {state.Code}", state.Supplier, state.Customer) is { } foreign)
        {
            return foreign;
        }

        if (command.Digests?.FirstOrDefault(digest => state.ConfidentialTerms?.Exists(term => term.Digest == digest) is not true) is { } unknown)
        {
            return Decision.Refuse(AgreementProblems.UnknownTerm, $"The agreement {state.Code} has no term with the digest {unknown}.");
        }

        string[] digests = [.. Chosen(state, command).Select(term => term.Digest)];
        return digests.Length == 0
            ? Decision.Refuse(AgreementProblems.NothingToErase, "There are no such terms, or they were erased before.")
            : Decision.Accept(new TermsErased(digests, command.Reason, when));
    }

    private static IEnumerable<TermDigest> Chosen(Agreement state, EraseTerms command) =>
        (state.ConfidentialTerms ?? []).Where(term => !term.IsErased && (term.Class == command.Class || command.Digests?.Contains(term.Digest) is true));
}
