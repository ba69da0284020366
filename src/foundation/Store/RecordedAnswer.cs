using System.Text.Json.Serialization;
using Ledger.Contracts.Ports;

namespace Ledger.Store;

/// <summary>What a command recorded: the stream, its version afterwards, and the events.</summary>
/// <param name="Position">Position of the last event in the ledger's order; a read with <c>min_position</c> waits for it.</param>
/// <param name="Seal">How far it is proven by now: <c>recorded</c>, <c>sealed</c> into the book's log as the leaf of that index, or <c>countersigned</c> by its
/// witnesses.</param>
/// <param name="AlreadyRecorded">True when the same command was already recorded under another idempotency key; the answer is what it recorded then.</param>
/// <param name="Order">Only for orders whose caller asked to wait: the result of the draw on the commitment.</param>
public sealed record RecordedAnswer(
    string Stream, long Version, IReadOnlyList<RecordedEvent> Events, long? Position = null, bool? AlreadyRecorded = null, OrderOutcome? Order = null,
    Seal? Seal = null)
{
    /// <summary>201 for the first events of a stream, else 200.</summary>
    [JsonIgnore]
    public int StatusCode => AlreadyRecorded is not true && Version == Events.Count ? 201 : 200;
}

public sealed record RecordedEvent(Guid Id, string Type);

/// <param name="Status"><c>placed</c> (not decided within the time), <c>confirmed</c> or <c>refused</c>.</param>
/// <param name="Reason">The problem code of the refusal.</param>
public sealed record OrderOutcome(string Status, string? Reason, string? Detail);
