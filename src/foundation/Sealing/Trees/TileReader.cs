using Ledger.Sealing.Tiles;

namespace Ledger.Sealing.Trees;

/// <summary>Hashes of full parts of a tree, from its tiles. Each tile is read once in the reader's life, which is that of one proof.</summary>
internal sealed class TileReader(ITileSource tiles, long size)
{
    private readonly Dictionary<TilePath, ReadOnlyMemory<byte>> _read = [];

    public async Task<IReadOnlyList<Digest>> PartsAsync(long start, long end, CancellationToken ct)
    {
        var hashes = new List<Digest>();
        foreach (var part in NodeId.Parts(start, end))
        {
            hashes.Add(await HashAsync(part, ct));
        }

        return hashes;
    }

    private async Task<Digest> HashAsync(NodeId node, CancellationToken ct)
    {
        var (tileLevel, height) = Math.DivRem(node.Level, TileNode.BinaryLevels);
        var first = node.Index << height;
        var tile = TilePath.Holding(tileLevel, first, size);
        if (!_read.TryGetValue(tile, out var bytes))
        {
            bytes = await tiles.ReadAsync(tile, ct);
            _read[tile] = bytes.Length == tile.Width * Digest.Size
                ? bytes
                : throw new FormatException($"{tile} has {bytes.Length} bytes, not {tile.Width * Digest.Size}.");
        }

        return Root(bytes.Slice((int)(first % TilePath.Full) * Digest.Size, (1 << height) * Digest.Size).Span);
    }

    private static Digest Root(ReadOnlySpan<byte> hashes)
    {
        var half = hashes.Length / 2;
        return hashes.Length == Digest.Size ? Digest.Read(hashes) : Digest.OfNode(Root(hashes[..half]), Root(hashes[half..]));
    }
}
