using Ledger.Agreements.Agreements;
using Ledger.Contracts.Messages;
using Marten;

namespace Ledger.Agreements.Commitments;

/// <summary>What a release is decided on.</summary>
/// <param name="Before">What was decided when the message came before.</param>
public sealed record ReleaseCommitmentCase(Agreement? Agreement, DrawDecision? Before);

/// <summary>Gives back to the commitment what an order no longer needs. It cannot be refused, also not by a closed agreement, and counts once.</summary>
public static class ReleaseCommitmentHandler
{
    public static async Task Handle(CommitmentReleasedNotice message, LedgerSession ledger, IDocumentSession session, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(message.Agreement), ct);
        var before = await session.LoadAsync<DrawDecision>(DrawDecision.ReleaseKey(message.Order, message.Change), ct);
        await stream.RecordAsync(Decide(message, new(stream.State, before), new(Sender.Ledger, message.OccurredAt)));
    }

    public static Decision Decide(CommitmentReleasedNotice message, ReleaseCommitmentCase facts, Told told) =>
        facts is { Agreement: { } agreement, Before: null }
            ? Decision.Accept(new CommitmentReleased(message.Order, message.Change, DrawnLines.Of(agreement, message.Lines), told.When))
            : Decision.Nothing;
}
