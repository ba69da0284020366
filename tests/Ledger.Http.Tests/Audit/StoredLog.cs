using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Audit;

/// <summary>A book's log as it lies in the database, and what must be true of it whatever has happened.</summary>
internal sealed class StoredLog(NpgsqlDataSource database, string book)
{
    public static async Task<StoredLog> OfAsync(TestBook book) => new((await LedgerHost.AlbaAsync).Services.GetRequiredService<NpgsqlDataSource>(), book.Code);

    /// <summary>Waits until every event has its leaf, and then checks all of it.</summary>
    /// <returns>The size of the log.</returns>
    public async Task<long> MustBeWholeAsync(string? seed = null)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (await ScalarAsync(
            "select count(*) from ledger.mt_events e where tenant_id = $1 and type <> 'tombstone' and not exists (select from ledger_log.leaf l where "
            + "l.event_id = e.id)") > 0)
        {
            Assert.True(Environment.TickCount64 < deadline, $"{book} has unsealed events. {seed}");
            await Task.Delay(50);
        }

        var leaves = await LeavesAsync();
        Assert.Equal(leaves.Count, await ScalarAsync("select count(*) from ledger.mt_events where tenant_id = $1 and type <> 'tombstone'"));
        Assert.Equal(Enumerable.Range(0, leaves.Count).Select(i => (long)i), leaves.Select(leaf => leaf.Index));
        Assert.All(leaves, leaf => Assert.Equal(leaf.Hash, Digest.OfLeaf(leaf.Entry)));
        await NodesMustFollowAsync(leaves);
        await HeadsMustFollowAsync(leaves);
        Assert.Equal(0, await ScalarAsync(OutOfOrder));
        return leaves.Count;
    }

    private const string OutOfOrder = """
        select count(*) from (
            select version - row_number() over (partition by stream_id order by index) as off
            from ledger_log.leaf join ledger.mt_events on seq_id = position and tenant_id = book where book = $1) streams where off <> 0
        """;

    public async Task<List<(long Size, Digest Root, string Note)>> HeadsAsync()
    {
        await using var command = Command("select size, root, note from ledger_log.head where book = $1 order by size");
        await using var row = await command.ExecuteReaderAsync();
        var heads = new List<(long, Digest, string)>();
        while (await row.ReadAsync())
        {
            heads.Add((row.GetInt64(0), Digest.Read(row.GetFieldValue<byte[]>(1)), row.GetString(2)));
        }

        return heads;
    }

    private async Task NodesMustFollowAsync(List<(long Index, Digest Hash, byte[] Entry)> leaves)
    {
        var (tree, completed) = (new CompactRange(), new List<TileNode>());
        leaves.ForEach(leaf => tree.Append(leaf.Hash, completed));
        await using var command = Command("select level, index, hash from ledger_log.node where book = $1 order by level, index");
        await using var row = await command.ExecuteReaderAsync();
        var nodes = new List<TileNode>();
        while (await row.ReadAsync())
        {
            nodes.Add(new(row.GetInt32(0), row.GetInt64(1), Digest.Read(row.GetFieldValue<byte[]>(2))));
        }

        Assert.Equal(completed.OrderBy(n => (n.Level, n.Index)), nodes);
    }

    /// <summary>The last head covers every leaf, and each has the root that the entries below it come to.</summary>
    private async Task HeadsMustFollowAsync(List<(long Index, Digest Hash, byte[] Entry)> leaves)
    {
        var (tree, roots) = (new CompactRange(), new Dictionary<long, Digest>());
        foreach (var leaf in leaves)
        {
            tree.Append(leaf.Hash);
            roots[tree.Size] = tree.Root();
        }

        var heads = await HeadsAsync();
        Assert.Equal(leaves.Count, heads.Count == 0 ? 0 : heads[^1].Size);
        Assert.All(heads, head =>
        {
            Assert.Equal(roots[head.Size], head.Root);
            var checkpoint = Checkpoint.Parse(Note.Parse(head.Note).Text);
            Assert.Equal((head.Size, head.Root), (checkpoint.Size, checkpoint.Root));
        });
    }

    private async Task<List<(long Index, Digest Hash, byte[] Entry)>> LeavesAsync()
    {
        await using var command = Command("select index, hash, entry from ledger_log.leaf where book = $1 order by index");
        await using var row = await command.ExecuteReaderAsync();
        var leaves = new List<(long, Digest, byte[])>();
        while (await row.ReadAsync())
        {
            leaves.Add((row.GetInt64(0), Digest.Read(row.GetFieldValue<byte[]>(1)), row.GetFieldValue<byte[]>(2)));
        }

        return leaves;
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = Command(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(book);
        return command;
    }
}
