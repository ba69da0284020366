using Ledger.Sealing;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>A book's tiles, put together from the rows of its leaves and nodes.</summary>
/// <param name="command">Makes a command: on a connection whose transaction is to see its own, or on any.</param>
internal sealed class StoredTiles(string book, Func<string, NpgsqlCommand> command) : ITileSource
{
    private const string Leaves = $"select hash from {LogSchema.Leaf} where book = $1 and index >= $2 and index < $3 order by index";
    private const string Nodes = $"select hash from {LogSchema.Node} where book = $1 and index >= $2 and index < $3 and level = $4 order by index";
    private const string Entries = $"select entry from {LogSchema.Leaf} where book = $1 and index >= $2 and index < $3 order by index";

    public StoredTiles(string book, NpgsqlDataSource database)
        : this(book, database.CreateCommand)
    {
    }

    /// <summary>The tile as far as it is stored; shorter than its width when the log is.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(TilePath tile, CancellationToken ct)
    {
        var hashes = await RowsAsync(tile.Level == 0 ? Leaves : Nodes, tile, ct);
        var bytes = new byte[hashes.Count * Digest.Size];
        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(bytes, i * Digest.Size);
        }

        return bytes;
    }

    /// <summary>The entries of the bundle as far as they are stored.</summary>
    public Task<IReadOnlyList<byte[]>> EntriesAsync(TilePath bundle, CancellationToken ct) => RowsAsync(Entries, bundle, ct);

    private async Task<IReadOnlyList<byte[]>> RowsAsync(string sql, TilePath tile, CancellationToken ct)
    {
        var first = tile.Index * TilePath.Full;
        await using var rows = command(sql);
        rows.Parameters.AddWithValue(book);
        rows.Parameters.AddWithValue(first);
        rows.Parameters.AddWithValue(first + tile.Width);
        if (tile.Level > 0)
        {
            rows.Parameters.AddWithValue(tile.Level);
        }

        var found = new List<byte[]>(tile.Width);
        await using var row = await rows.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            found.Add(row.GetFieldValue<byte[]>(0));
        }

        return found;
    }
}
