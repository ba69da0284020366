namespace Ledger.Sealing.Entries;

/// <summary>
/// An event's row as the event table gives it back. What was sent is not what is stored: times lose their last digit there, and JSON its order.
/// </summary>
/// <param name="Position">Its sequence number.</param>
/// <param name="Version">Its place in its stream, from 1.</param>
/// <param name="Tenant">The book, as the store names it.</param>
/// <param name="Headers">UTF-8 JSON text as stored; null where the column is null.</param>
/// <param name="Data">UTF-8 JSON text as stored.</param>
public sealed record StoredEvent(
    long Position,
    Guid Id,
    string Stream,
    long Version,
    string Tenant,
    string Type,
    DateTimeOffset At,
    string? By,
    string? Cause,
    string? Correlation,
    ReadOnlyMemory<byte>? Headers,
    ReadOnlyMemory<byte> Data);
