using Ledger.Audit.Log.Keys;
using Ledger.Sealing;
using Ledger.Sealing.Trees;
using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>Where a book's log ends: the tree that the next leaf is added to, and the last head.</summary>
/// <param name="Position">The highest position among its leaves.</param>
/// <param name="Late">How many of them came after one of a higher position.</param>
/// <param name="Note">The last head's; null for an empty log.</param>
internal sealed record LogEnd(CompactRange Tree, long Position, long Late, DateTimeOffset At, string? Note);

/// <summary>Reads a book's log within the transaction that is to add to it.</summary>
internal static class BookLog
{
    private const string Head = $"select size, root, note, position, at, late from {LogSchema.Head} where book = $1 order by size desc limit 1";

    private const string Rotations = $"""
        select e.data ->> 'oldKey', e.data ->> 'newKey', e.timestamp + (e.data ->> 'overlapDays')::int * interval '1 day'
        from {LedgerStore.Schema}.mt_events e join {LogSchema.Leaf} l on l.book = e.tenant_id and l.position = e.seq_id
        where e.tenant_id = $1 and e.stream_id = '{LogKey.Key}' order by e.version
        """;

    /// <param name="known">The tree as it was when this process last sealed the book; it is taken as long as the log has not moved on without us.</param>
    public static async Task<LogEnd> EndAsync(this NpgsqlConnection connection, string book, CompactRange? known, CancellationToken ct)
    {
        var (size, root, end) = (0L, Digest.Empty, new LogEnd(new CompactRange(), 0, 0, DateTimeOffset.MinValue, null));
        await using (var command = connection.Command(Head, book))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            if (await row.ReadAsync(ct))
            {
                (size, root) = (row.GetInt64(0), Digest.Read(row.GetFieldValue<byte[]>(1)));
                end = end with { Note = row.GetString(2), Position = row.GetInt64(3), At = row.GetFieldValue<DateTimeOffset>(4), Late = row.GetInt64(5) };
            }
        }

        var tree = known?.Size == size ? new CompactRange(size, known.Peaks) : await StoredAsync(connection, book, size, ct);
        return tree.Root() == root
            ? end with { Tree = tree }
            : throw new BrokenLogException($"the log's leaves give the root {tree.Root()}, but its head of {size} leaves has the root {root}");
    }

    /// <summary>Rotations of the key that are sealed by now.</summary>
    public static async Task<IReadOnlyList<Rotation>> RotationsAsync(this NpgsqlConnection connection, string book, CancellationToken ct)
    {
        var rotations = new List<Rotation>();
        await using var command = connection.Command(Rotations, book);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            rotations.Add(new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        }

        return rotations;
    }

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return command;
    }

    private static async Task<CompactRange> StoredAsync(NpgsqlConnection connection, string book, long size, CancellationToken ct)
    {
        try
        {
            return await new TiledTree(new StoredTiles(book, sql => new NpgsqlCommand(sql, connection)), size).RangeAsync(ct);
        }
        catch (FormatException e)
        {
            throw new BrokenLogException($"rows of the log are missing below its head of {size} leaves: {e.Message}");
        }
    }
}

/// <summary>The log's own rows contradict each other. Nothing may be signed on top of that.</summary>
internal sealed class BrokenLogException(string what) : Exception(what);
