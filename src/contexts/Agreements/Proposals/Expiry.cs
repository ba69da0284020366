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

    /// <summary>Sets the alarm of the proposal that is made, if it is recorded.</summary>
    public async Task WatchAsync(Decision decision, Recording recording)
    {
        if (recording.Refusal is null && decision.Events.OfType<IProposal>().FirstOrDefault() is { ExpiresAt: { } end } proposal && await IsLiveAsync())
        {
            await ledger.ScheduleAsync(new ProposalFellDue(proposal.Agreement, proposal.Proposal, end), end);
        }
    }

    private async Task<bool> IsLiveAsync() => await catalog.BookAsync(ledger.Book, ct) is { Rehearsal: false };
}
