using System.Text.Json;
using Ledger.Contracts.Ports;

namespace Ledger.Door.Feed;

/// <summary>An event as it lies in the store.</summary>
/// <param name="Data">JSON in UTF-8, handed on as it is stored.</param>
internal sealed record FeedEvent(
    long Position, Guid Id, string Type, string Stream, long Version, string? OccurredAt, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Data)
{
    /// <summary>Effective time, where it is later than the told time.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>How far it is proven when it is read.</summary>
    public Seal Seal { get; init; } = new(SealStatus.Recorded);

    /// <summary>Set when the event was declared erroneous later.</summary>
    public DeclarationNote? Declared { get; init; }
}

/// <param name="Next">Position to go on after. It passes over what the caller does not see, and what other books recorded.</param>
internal sealed record FeedPage(IReadOnlyList<FeedEvent> Events, long Next);

/// <summary>A page of events as application/json.</summary>
/// <param name="Next">The position to continue after; unchanged when nothing new was recorded.</param>
public sealed record EventPage(IReadOnlyList<EventView> Events, long Next);

/// <param name="Type">The event's contract, which <c>/schemas/{type}</c> describes.</param>
/// <param name="Seal">How far it is proven: <c>recorded</c>, <c>sealed</c> into the book's log as the leaf of that index, or <c>countersigned</c> by its
/// witnesses.</param>
/// <param name="Data">What happened. <c>occurredAt</c> in it is the told time.</param>
/// <param name="Declared">Present when the event had been declared erroneous at the time of the read.</param>
/// <param name="EffectiveAt">
/// Effective time, where it is later than the told time: an event takes effect no earlier than what it rests on. Known once the journal has come to the event,
/// a moment after it is recorded.
/// </param>
public sealed record EventView(
    long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, Seal Seal, JsonElement Data, EventDeclared? Declared = null,
    DateTimeOffset? EffectiveAt = null);

/// <param name="Declaration">Id of the event that declares it.</param>
/// <param name="Reason"><c>did-not-occur</c> or <c>incorrect-data</c>.</param>
/// <param name="CorrectiveEvents">The ids of the events that correct it.</param>
public sealed record EventDeclared(Guid Declaration, string Reason, IReadOnlyList<Guid> CorrectiveEvents);
