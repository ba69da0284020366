using FluentValidation;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Signing;

/// <summary>
/// Erases confidential terms permanently by deleting their keys, and records that in the log. Their digests stay, and verification still passes. Where both
/// parties sign, this proposes it to the other party.
/// </summary>
/// <param name="Agreement">The agreement, as in the address.</param>
/// <param name="Reason">The reason. It is recorded, and visible to everyone who can see the agreement.</param>
/// <param name="Class">Erases all terms of this class. Give either this or <paramref name="Digests"/>.</param>
/// <param name="Digests">Erases the terms with these digests.</param>
/// <param name="By">The sender's own party, by which <c>ledger load</c> chooses the key; omit it elsewhere.</param>
/// <param name="ExpiresOn">Last day on which the other party can accept it, where both sign; without a limit when omitted.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"NONE-1","reason":"x","class":"price"}""")]
public sealed record EraseTerms(
    string Agreement, string Reason, string? Class = null, IReadOnlyList<string>? Digests = null, string? By = null, DateOnly? ExpiresOn = null,
    DateTimeOffset? OccurredAt = null) : IChangesAgreement;

public sealed class EraseTermsValidator : ChangeValidator<EraseTerms>
{
    public EraseTermsValidator()
    {
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Class).OneOf([.. TermClasses.Names]);
        RuleFor(c => c.Digests).Count(1, ConfidentialTermValidator.TermsMax).Distinct(digest => digest);
        RuleForEach(c => c.Digests).Text(100);
        RuleFor(c => c).Must(c => c.Class is null != c.Digests is null)
            .WithErrorCode("class-or-digests").WithMessage("Give either class or digests, not both.");
    }
}

public static class EraseTermsEndpoint
{
    [WolverinePost("/books/{book}/agreements/{agreement}/terms/erasures")]
    public static async Task<Answer> Post(EraseTerms command, Deal deal, LedgerSession ledger, TermVault vault, ICatalog catalog, CancellationToken ct)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        var decision = Decide(command, stream.State, deal.Told(command));
        var desk = new SigningDesk(deal, ledger, catalog, ct);
        if (decision.IsAccepted && !await desk.AwaitsOtherAsync(decision, stream.State))
        {
            await vault.EraseAsync(ledger, command.Agreement, [.. Chosen(stream.State!, command)], ct);
        }

        return await desk.RecordAsync<TermsErased>(command, stream, decision, Propose);
    }

    public static IReadOnlyList<IProposalFact> Propose(ProposalHead head, TermsErased erased) =>
        [new ErasureProposed(head.Agreement, head.Number, head.Version, head.By, head.To, erased.Digests, erased.Reason, head.At, head.ExpiresAt)];

    public static Decision Decide(EraseTerms command, Agreement? agreement, Told told)
    {
        if (agreement is null)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book.");
        }

        if (Owner.Refuse(told.By, $"erase confidential terms of agreement {agreement.Code}", agreement.Supplier, agreement.Customer) is { } foreign)
        {
            return foreign;
        }

        if (Proposing.RefuseOther(command, told) is { } other)
        {
            return other;
        }

        if (command.Digests?.FirstOrDefault(digest => agreement.ConfidentialTerms?.Exists(term => term.Digest == digest) is not true) is { } unknown)
        {
            return Decision.Refuse(AgreementProblems.UnknownTerm, $"Agreement {agreement.Code} has no term with digest {unknown}.");
        }

        string[] digests = [.. Chosen(agreement, command).Select(term => term.Digest)];
        return digests.Length == 0
            ? Decision.Refuse(AgreementProblems.NothingToErase, "These terms do not exist, or are already erased.")
            : Decision.Accept(new TermsErased(digests, command.Reason, told.When));
    }

    private static IEnumerable<TermDigest> Chosen(Agreement agreement, EraseTerms command) => (agreement.ConfidentialTerms ?? [])
        .Where(term => !term.IsErased && (term.Class == command.Class || command.Digests?.Contains(term.Digest) is true));
}
