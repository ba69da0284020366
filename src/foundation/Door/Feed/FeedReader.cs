using Ledger.Contracts.Ports;
using Ledger.Store;
using Ledger.Store.Times;
using Npgsql;

namespace Ledger.Door.Feed;

/// <summary>Reads a book's events in the ledger's order.</summary>
public sealed class FeedReader(NpgsqlDataSource database, IDeclarations declarations, ISeals seals)
{
    // What events take up in the store, compressed, ends the page before more of them are unpacked than anyone will see.
    private const string Sql = $"""
        select seq_id, id, type, stream_id, version, data ->> 'occurredAt', timestamp, data, total, effective
        from (
            select *, sum(pg_column_size(data)) over (order by seq_id) - pg_column_size(data) as before, count(*) over () as total
            from (
                select seq_id, id, type, stream_id, version, timestamp, data from {LedgerStore.Schema}.mt_events
                where tenant_id = $1 and seq_id > $2 and seq_id <= $3 and type <> 'tombstone' and {Visibility.ContextSql} = any($4)
                order by seq_id limit $5) found) sized
        left join {EffectiveSchema.Time} moved on moved.position = seq_id
        where before < $6 order by seq_id
        """;

    /// <param name="contexts">Only events of these.</param>
    /// <param name="end">The high-water mark, or something below: above it an event with a lower position than others may still be committed.</param>
    internal async Task<FeedPage> ReadAsync(string book, string[] contexts, long after, long end, int limit, int bytesMax, CancellationToken ct)
    {
        if (after >= end)
        {
            return new([], after);
        }

        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(end);
        command.Parameters.AddWithValue(contexts);
        command.Parameters.AddWithValue(limit);
        command.Parameters.AddWithValue((long)bytesMax);
        var (events, bytes, found) = (new List<FeedEvent>(), 0L, 0L);
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (bytes < bytesMax && await row.ReadAsync(ct))
            {
                var data = row.GetFieldValue<byte[]>(7);
                bytes += data.Length;
                found = row.GetInt64(8);
                events.Add(new(
                    row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.IsDBNull(5) ? null : row.GetString(5),
                    row.GetFieldValue<DateTimeOffset>(6), data)
                {
                    EffectiveAt = row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9),
                });
            }
        }

        var isLast = events.Count == found && found < limit;
        return new(await MarkAsync(book, events, ct), isLast ? end : events[^1].Position);
    }

    private async Task<IReadOnlyList<FeedEvent>> MarkAsync(string book, List<FeedEvent> events, CancellationToken ct)
    {
        var declared = await declarations.OfEventsAsync(book, [.. events.Select(e => e.Id)], ct);
        var sealedBy = await seals.OfAsync(book, [.. events.Select(e => e.Position)], ct);
        return [.. events.Select(e => e with { Declared = declared.GetValueOrDefault(e.Id), Seal = sealedBy[e.Position] })];
    }
}
