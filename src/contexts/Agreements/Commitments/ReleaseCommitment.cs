using Ledger.Agreements.Agreements;
using Marten;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Agreements.Commitments;

/// <summary>Gives back to the commitment what an order no longer needs. It cannot be refused, also not by a closed agreement, and counts once.</summary>
public static class ReleaseCommitmentHandler
{
    public static async Task Handle(Notice.CommitmentReleased message, LedgerSession ledger, IDocumentSession session, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(message.Agreement), ct);
        var before = await session.LoadAsync<DrawDecision>(DrawDecision.ReleaseKey(message.Order, message.Change), ct);
        await stream.RecordAsync(Decide(stream.State, before, message));
    }

    /// <param name="before">What was decided when the message came before.</param>
    public static Decision Decide(Agreement? state, DrawDecision? before, Notice.CommitmentReleased message) =>
        state is null || before is not null
            ? Decision.Nothing
            : Decision.Accept(new CommitmentReleased(message.Order, message.Change, DrawnLines.Of(state, message.Lines), message.OccurredAt));
}
