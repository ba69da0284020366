using Ledger.Agreements.Agreements;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Signing;

/// <summary>
/// Closes an agreement to new orders. Existing orders are still delivered, and its milestones still count. Where both parties sign, this proposes it to the
/// other party.
/// </summary>
/// <param name="By">The sender's own party, by which <c>ledger load</c> chooses the key; omit it elsewhere.</param>
/// <param name="ExpiresOn">Last day on which the other party can accept it, where both sign; without a limit when omitted.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","reason":"replaced by SA-2"}""")]
public sealed record CloseAgreement(
    string Agreement, string Reason, string? By = null, DateOnly? ExpiresOn = null, DateTimeOffset? OccurredAt = null) : IChangesAgreement;

public sealed class CloseAgreementValidator : ChangeValidator<CloseAgreement>
{
    public CloseAgreementValidator()
    {
        RuleFor(c => c.Reason).Text();
    }
}

public static class CloseAgreementEndpoint
{
    [WolverinePost("/books/{book}/agreements/close")]
    public static async Task<Answer> Post(CloseAgreement command, Deal deal, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        var decision = Decide(command, stream.State, deal.Told(command));
        return await new SigningDesk(deal, ledger, catalog, ct).RecordAsync<AgreementClosed>(command, stream, decision, Propose);
    }

    public static IReadOnlyList<IProposalFact> Propose(ProposalHead head, AgreementClosed closed) =>
        [new ClosingProposed(head.Agreement, head.Number, head.Version, head.By, head.To, closed.Reason, head.At, head.ExpiresAt)];

    public static Decision Decide(CloseAgreement command, Agreement? agreement, Told told) => agreement switch
    {
        null => Decision.Refuse(AgreementProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book."),
        _ when Owner.Refuse(told.By, $"close agreement {agreement.Code}", agreement.Supplier, agreement.Customer) is { } foreign => foreign,
        _ when Proposing.RefuseOther(command, told) is { } other => other,
        { IsClosed: true } => Decision.Refuse(AgreementProblems.AgreementClosed, $"Agreement {command.Agreement} is already closed."),
        _ => Decision.Accept(new AgreementClosed(command.Reason, told.When)),
    };
}
