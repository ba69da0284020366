using Ledger.Sealing;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Audit.Tests.Formats;

/// <summary>A growing tree with its tiles in memory, and roots by RFC 6962's own definition beside it.</summary>
internal sealed class MemoryTree : ITileSource
{
    private readonly CompactRange _range = new();
    private readonly List<Digest> _leaves = [];
    private readonly List<TileNode> _nodes = [];

    public MemoryTree(int size)
    {
        for (var i = 0; i < size; i++)
        {
            Append(BitConverter.GetBytes(i));
        }
    }

    public long Size => _range.Size;

    public IReadOnlyList<Digest> Leaves => _leaves;

    public Digest Root => _range.Root();

    public void Append(ReadOnlySpan<byte> entry)
    {
        _leaves.Add(Digest.OfLeaf(entry));
        _range.Append(_leaves[^1], _nodes);
    }

    public Task<ReadOnlyMemory<byte>> ReadAsync(TilePath tile, CancellationToken ct)
    {
        var hashes = tile.Level == 0 ? _leaves : [.. _nodes.Where(node => node.Level == tile.Level).Select(node => node.Hash)];
        byte[] bytes = [.. hashes.Skip((int)tile.Index * TilePath.Full).Take(tile.Width).SelectMany(hash => hash.Bytes.ToArray())];
        return Task.FromResult<ReadOnlyMemory<byte>>(bytes);
    }

    /// <summary>RFC 6962, section 2.1, word for word.</summary>
    public Digest RootOf(int start, int end) => (end - start) switch
    {
        0 => Digest.Empty,
        1 => _leaves[start],
        _ => Digest.OfNode(RootOf(start, start + Split(end - start)), RootOf(start + Split(end - start), end)),
    };

    private static int Split(int leaves)
    {
        var half = 1;
        while (half * 2 < leaves)
        {
            half *= 2;
        }

        return half;
    }
}
