using Ledger.Agreements.Agreements;
using Ledger.Platform.Store;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Agreements.Commitments;

/// <summary>Gives back to the commitment what an order no longer needs. It cannot be refused, also not by a closed agreement, and counts once.</summary>
public static class ReleaseCommitmentHandler
{
    public static async Task Handle(Notice.CommitmentReleased message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(message.Agreement), ct);
        await stream.RecordAsync(Decide(stream.State, message));
    }

    public static Decision Decide(Agreement? state, Notice.CommitmentReleased message) =>
        state is null || state.Releases.Contains(DrawKey.Of(message.Order, message.Change))
            ? Decision.Nothing
            : Decision.Accept(new CommitmentReleased(message.Order, message.Change, DrawnLines.Of(state, message.Lines), message.OccurredAt));
}
