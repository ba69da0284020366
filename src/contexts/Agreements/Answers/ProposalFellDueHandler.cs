using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;

namespace Ledger.Agreements.Answers;

/// <summary>Ends a proposal that nobody answered in time. Confidential terms in it are erased.</summary>
public static class ProposalFellDueHandler
{
    public static async Task Handle(ProposalFellDue message, LedgerSession ledger, TermVault vault, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<AgreementProposals>(AgreementProposals.KeyOf(message.Agreement), ct);
        var decision = Decide(message, stream.State);
        if (decision.Events.Count > 0)
        {
            await vault.EraseProposedAsync(ledger, message.Agreement, ct, stream.State!.Find(message.Proposal)!);
        }

        await stream.RecordAsync(decision);
    }

    public static Decision Decide(ProposalFellDue message, AgreementProposals? proposals) =>
        proposals?.Find(message.Proposal) is { State: ProposalState.Open } proposal && proposal.Content.ExpiresAt == message.ExpiresAt
            ? Decision.Accept(new ProposalExpired(message.Agreement, message.Proposal, message.ExpiresAt))
            : Decision.Nothing;
}
