using System.Text.Json;

namespace Ledger.Platform.Feed;

/// <summary>An event as it lies in the store.</summary>
/// <param name="Data">JSON in UTF-8, handed on as it is stored.</param>
internal sealed record FeedEvent(
    long Position, Guid Id, string Type, string Stream, long Version, string? OccurredAt, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Data);

/// <param name="Next">Position to go on after. It passes over what the caller does not see, and what other books recorded.</param>
internal sealed record FeedPage(IReadOnlyList<FeedEvent> Events, long Next);

/// <summary>A page of events as application/json.</summary>
/// <param name="Next">Position to go on after; the same as before when nothing new was recorded.</param>
public sealed record EventPage(IReadOnlyList<EventView> Events, long Next);

/// <param name="Type">The event's contract, which <c>/schemas/{type}</c> describes.</param>
/// <param name="Data">What happened. <c>occurredAt</c> in it is effective time.</param>
public sealed record EventView(long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, JsonElement Data);
