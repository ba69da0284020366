using Ledger.Sealing.Entries;
using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>An event that waits for its leaf.</summary>
/// <param name="IsAhead">One before it in its stream is not sealed, and is not among those that are to be sealed with it: it must wait, for a stream keeps its
/// order in the log.</param>
internal sealed record UnsealedEvent(StoredEvent Event, bool IsAhead);

/// <summary>Finds what is not sealed. A tombstone only says that a position was drawn and nothing was recorded there: it is no leaf.</summary>
internal static class UnsealedEvents
{
    private const string Leafless =
        $"e.type <> 'tombstone' and not exists (select from {LogSchema.Leaf} l where l.book = e.tenant_id and l.position = e.seq_id)";

    private const string Find = $"""
        select e.tenant_id, e.seq_id from {LedgerStore.Schema}.mt_events e
        where e.seq_id > $1 and e.seq_id <= $2 and {Leafless} order by e.seq_id limit $3
        """;

    // What events take up in the store, compressed, ends the batch before more of them are unpacked than it may hold.
    private const string Read = $"""
        select seq_id, id, stream_id, version, type, timestamp, user_name, causation_id, correlation_id, data, is_ahead from (
            select e.*, sum(pg_column_size(e.data)) over (order by e.seq_id) - pg_column_size(e.data) as before,
                exists (
                    select from {LedgerStore.Schema}.mt_events p
                    where p.tenant_id = e.tenant_id and p.stream_id = e.stream_id and p.version = e.version - 1 and p.seq_id <> all($2)
                        and not exists (select from {LogSchema.Leaf} l where l.book = p.tenant_id and l.position = p.seq_id)) as is_ahead
            from {LedgerStore.Schema}.mt_events e
            where e.tenant_id = $1 and e.seq_id = any($2) and {Leafless}) found
        where before < $3 order by seq_id
        """;

    /// <summary>Positions of unsealed events of all books, in order.</summary>
    /// <param name="after">0 looks through everything: this is how late ones are found.</param>
    public static async Task<IReadOnlyList<(string Book, long Position)>> FindUnsealedAsync(
        this NpgsqlConnection connection, long after, long upTo, int limit, CancellationToken ct)
    {
        var found = new List<(string, long)>();
        await using var command = connection.Command(Find, after, upTo, limit);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            found.Add((row.GetString(0), row.GetInt64(1)));
        }

        return found;
    }

    /// <summary>The events themselves, but for those that were sealed meanwhile; fewer when they are large, one at least.</summary>
    public static async Task<IReadOnlyList<UnsealedEvent>> ReadUnsealedAsync(
        this NpgsqlConnection connection, string book, long[] positions, long bytesMax, CancellationToken ct)
    {
        var events = new List<UnsealedEvent>();
        await using var command = connection.Command(Read, book, positions, bytesMax);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            events.Add(new(
                new StoredEvent(
                    row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), book, row.GetString(4), row.GetFieldValue<DateTimeOffset>(5),
                    Text(row, 6), Text(row, 7), Text(row, 8), Headers: null, row.GetFieldValue<byte[]>(9)),
                row.GetBoolean(10)));
        }

        return events;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
