using System.Text.Json;
using Ledger.Client.Contracts;

namespace Ledger.Client.Feed;

/// <summary>Something that happened in the book.</summary>
/// <param name="Position">Its place in the ledger's order; a handler that keeps it with what it does can tell a second delivery from a first.</param>
/// <param name="Id">The same wherever the event is shown.</param>
/// <param name="Type">Its contract, such as <c>logistics.batch-shipped.v1</c>.</param>
/// <param name="Stream">What it happened to, such as <c>batch/B-17</c>.</param>
/// <param name="Version">Its number on that stream.</param>
/// <param name="RecordedAt">When the ledger recorded it.</param>
/// <param name="Data">What happened; <c>occurredAt</c> in it is when.</param>
/// <param name="Seal">How far it was proven when it was read.</param>
public sealed record LedgerEvent(
    long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, JsonElement Data, Seal? Seal = null);

/// <summary>A page of the feed.</summary>
/// <param name="Next">Position to go on after.</param>
internal sealed record EventPage(IReadOnlyList<LedgerEvent> Events, long Next);
