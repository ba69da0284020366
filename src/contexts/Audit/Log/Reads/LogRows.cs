using Ledger.Audit.Log.Batches;
using Ledger.Door.Feed;
using Npgsql;

namespace Ledger.Audit.Log.Reads;

/// <summary>A head as it is kept.</summary>
/// <param name="Note">Signed by the log, and by the witnesses that have cosigned it so far.</param>
/// <param name="Late">How many of its leaves came after one of a higher position.</param>
public sealed record StoredHead(long Size, string Note, long Position, DateTimeOffset At, long Late);

/// <param name="Context">Whose event it is; who sees that context sees it.</param>
/// <param name="Index">Null until it is sealed.</param>
public sealed record FoundEvent(long Position, string Context, long? Index);

/// <summary>Asks the tables of the log.</summary>
public sealed class LogRows(NpgsqlDataSource database)
{
    private const string Head = $"""
        select size, note, (
            select string_agg(line || E'\n', '' order by witness) from {LogSchema.Cosignature} c where c.book = h.book and c.size = h.size), position, at, late
        from {LogSchema.Head} h where book = $1 and ($2::bigint is null or size = $2) order by size desc limit 1
        """;

    private const string Event = $"""
        select e.seq_id, {Visibility.ContextSql}, l.index from {LedgerStore.Schema}.mt_events e
        left join {LogSchema.Leaf} l on l.book = e.tenant_id and l.position = e.seq_id
        where e.id = $2 and e.tenant_id = $1 and e.type <> 'tombstone'
        """;

    private const string Entry = $"select entry from {LogSchema.Leaf} where book = $1 and index = $2";
    private const string Data = $"select data from {LedgerStore.Schema}.mt_events where tenant_id = $1 and seq_id = $2";

    /// <summary>The head of this size, or the newest; null when there is none.</summary>
    public async Task<StoredHead?> HeadAsync(string book, long? size, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Head, book, (object?)size ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetInt64(0), row.GetString(1) + (row.IsDBNull(2) ? "" : row.GetString(2)), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4),
                row.GetInt64(5))
            : null;
    }

    public async Task<FoundEvent?> EventAsync(string book, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Event, book, id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2)) : null;
    }

    public Task<byte[]> EntryAsync(string book, long index, CancellationToken ct) => BytesAsync(Entry, book, index, ct);

    /// <summary>An event's data as it is stored.</summary>
    public Task<byte[]> DataAsync(string book, long position, CancellationToken ct) => BytesAsync(Data, book, position, ct);

    private async Task<byte[]> BytesAsync(string sql, string book, long number, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(sql, book, number);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? row.GetFieldValue<byte[]>(0)
            : throw new InvalidOperationException($"{book} has no row {number}, and had one a moment ago.");
    }
}
