using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;
using Wolverine.Http;

namespace Ledger.Agreements.Answers;

/// <summary>Rejects a proposal of the other party. Confidential terms in it are erased.</summary>
/// <param name="By">The party that rejects it.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","proposal":1,"by":"CUS","reason":"the quantity is too high"}""")]
public sealed record RejectProposal(
    string Agreement, int Proposal, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand, IAnswersProposal;

public sealed class RejectProposalValidator : CommandValidator<RejectProposal>
{
    public RejectProposalValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Proposal).ProposalNumber();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class RejectProposalEndpoint
{
    [WolverinePost("/books/{book}/agreements/proposals/reject")]
    public static async Task<Answer> Post(RejectProposal command, Deal deal, LedgerSession ledger, TermVault vault, CancellationToken ct)
    {
        var stream = await deal.Open<AgreementProposals>(AgreementProposals.KeyOf(command.Agreement));
        var decision = Decide(command, stream.State, deal.Told(command));
        if (decision.IsAccepted)
        {
            await vault.EraseProposedAsync(ledger, command.Agreement, ct, stream.State!.Find(command.Proposal)!);
        }

        return await stream.RecordAsync(decision);
    }

    public static Decision Decide(RejectProposal command, AgreementProposals? proposals, Told told) =>
        AnswerProposal.Refuse(command, proposals, told, "reject", p => p.To, [ProposalState.Open], out _) is { } refusal
            ? refusal
            : Decision.Accept(new ProposalRejected(command.Agreement, command.Proposal, command.By, command.Reason, told.When));
}
