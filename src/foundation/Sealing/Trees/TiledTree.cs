using System.Numerics;
using Ledger.Sealing.Tiles;

namespace Ledger.Sealing.Trees;

/// <summary>Where a tree's tiles are: a table, a directory, a server.</summary>
public interface ITileSource
{
    /// <returns>The tile's hashes: 32 bytes times its width.</returns>
    Task<ReadOnlyMemory<byte>> ReadAsync(TilePath tile, CancellationToken ct);
}

/// <summary>Makes roots and proofs of a tree of one size from a few of its tiles. The tiles are believed: check the root against a signed one.</summary>
public sealed class TiledTree(ITileSource tiles, long size)
{
    public long Size { get; } = size >= 0 ? size : throw new ArgumentOutOfRangeException(nameof(size));

    public async Task<Digest> RootAsync(CancellationToken ct) => (await RangeAsync(ct)).Root();

    /// <summary>The tree as far as it goes, to append to.</summary>
    public async Task<CompactRange> RangeAsync(CancellationToken ct)
    {
        var reader = new TileReader(tiles, Size);
        return new(Size, await reader.PartsAsync(0, Size, ct));
    }

    /// <summary>RFC 6962, section 2.1.1: the leaf's sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public async Task<IReadOnlyList<Digest>> InclusionAsync(long index, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var beside = new List<(long Start, long End)>();
        var (start, end) = (0L, Size);
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            beside.Add(index < middle ? (middle, end) : (start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        return await HashesAsync(beside, ct);
    }

    /// <summary>RFC 6962, section 2.1.2; empty from the empty tree and from the tree itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree was never of that size.</exception>
    public async Task<IReadOnlyList<Digest>> ConsistencyAsync(long from, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, Size);
        var beside = new List<(long Start, long End)>();
        if (from == 0 || from == Size)
        {
            return [];
        }

        var (start, end) = (0L, Size);
        while (from != end)
        {
            var middle = start + Split(end - start);
            beside.Add(from <= middle ? (middle, end) : (start, middle));
            (start, end) = from <= middle ? (start, middle) : (middle, end);
        }

        if (start > 0)
        {
            beside.Add((start, end));
        }

        return await HashesAsync(beside, ct);
    }

    private async Task<IReadOnlyList<Digest>> HashesAsync(List<(long Start, long End)> fromTheTop, CancellationToken ct)
    {
        var reader = new TileReader(tiles, Size);
        var hashes = new List<Digest>(fromTheTop.Count);
        for (var i = fromTheTop.Count - 1; i >= 0; i--)
        {
            hashes.Add(CompactRange.Fold(await reader.PartsAsync(fromTheTop[i].Start, fromTheTop[i].End, ct)));
        }

        return hashes;
    }

    /// <summary>The largest power of two below the number of leaves.</summary>
    private static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));
}
