namespace Ledger.Agreements.Proposals;

/// <summary>Scheduled for the moment at which a proposal expires.</summary>
[ContractName("agreements.proposal-fell-due.v1")]
public sealed record ProposalFellDue(string Agreement, int Proposal, DateTimeOffset ExpiresAt);

/// <summary>
/// When proposals expire. In a live book the ledger's clock decides, so that no acceptance is dated back; in a rehearsal only told time passes.
/// </summary>
internal sealed class Expiry(LedgerSession ledger, ICatalog catalog, CancellationToken ct)
{
    public async Task<DateTimeOffset> ClockAsync(Told told) => await IsLiveAsync() && ledger.Now > told.When ? ledger.Now : told.When;

    /// <summary>Sets the alarm of the proposal that is made.</summary>
    public async Task WatchAsync(Decision decision)
    {
        if (decision.Events.OfType<IProposal>().FirstOrDefault() is { ExpiresAt: { } end } proposal && await IsLiveAsync())
        {
            await ledger.ScheduleAsync(new ProposalFellDue(proposal.Agreement, proposal.Proposal, end), end);
        }
    }

    private async Task<bool> IsLiveAsync() => await catalog.BookAsync(ledger.Book, ct) is { Rehearsal: false };
}

public static class ProposalFellDueHandler
{
    public static async Task Handle(ProposalFellDue message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<AgreementProposals>(AgreementProposals.KeyOf(message.Agreement), ct);
        await stream.RecordAsync(Decide(message, stream.State));
    }

    public static Decision Decide(ProposalFellDue message, AgreementProposals? proposals) =>
        proposals?.Find(message.Proposal) is { State: ProposalState.Open }
            ? Decision.Accept(new ProposalExpired(message.Agreement, message.Proposal, message.ExpiresAt))
            : Decision.Nothing;
}
