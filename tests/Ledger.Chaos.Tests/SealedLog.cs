using System.Diagnostics;
using Ledger.Sealing;
using Ledger.Sealing.Trees;
using Npgsql;

namespace Ledger.Chaos.Tests;

/// <summary>
/// The book's log after a kill: every event has its leaf, no leaf is missing or there twice, and every head says what the entries below it come to.
/// </summary>
internal static class SealedLog
{
    /// <summary>After a kill a leader is elected among the hosts, and only then the high-water mark goes on that the sealer follows.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const string Unsealed = """
        select count(*) from ledger.mt_events e where tenant_id = $1 and type <> 'tombstone' and not exists (select
            from ledger_log.leaf l where l.event_id = e.id)
        """;

    private const string Strangers =
        "select count(*) from ledger_log.leaf l where book = $1 and not exists (select from ledger.mt_events e where e.id = l.event_id and e.seq_id = "
        + "l.position)";

    public static async Task<IReadOnlyList<string>> FaultsAsync(string connectionString, string book)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        for (var since = Stopwatch.StartNew(); await CountAsync(connection, Unsealed, book) is > 0 and var waiting;)
        {
            if (since.Elapsed > Patience)
            {
                return [$"{waiting} events have no leaf {Patience.TotalSeconds:N0} s after the recovery."];
            }

            await Task.Delay(100);
        }

        var roots = new Dictionary<long, Digest> { [0] = Digest.Empty };
        var tree = new CompactRange();
        await foreach (var (index, entry) in RowsAsync(connection, "select index, entry from ledger_log.leaf where book = $1 order by index", book))
        {
            if (index != tree.Size)
            {
                return [$"Leaf {tree.Size} is missing; the next is {index}."];
            }

            tree.Append(Digest.OfLeaf(entry));
            roots[tree.Size] = tree.Root();
        }

        var faults = new List<string>();
        var last = 0L;
        await foreach (var (size, root) in RowsAsync(connection, "select size, root from ledger_log.head where book = $1 order by size", book))
        {
            last = size;
            if (!roots.TryGetValue(size, out var expected) || expected != Digest.Read(root))
            {
                faults.Add($"The head of {size} leaves has another root than its entries.");
            }
        }

        if (last != tree.Size || await CountAsync(connection, Strangers, book) > 0)
        {
            faults.Add($"The last head has {last} leaves and the log {tree.Size}, or leaves are of events that are not there.");
        }

        return faults;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql, string book)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = book } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async IAsyncEnumerable<(long Number, byte[] Bytes)> RowsAsync(NpgsqlConnection connection, string sql, string book)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = book } } };
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            yield return (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        }
    }
}
