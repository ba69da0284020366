using System.Numerics;
using Ledger.Sealing.Tiles;

namespace Ledger.Sealing.Trees;

/// <summary>A growing tree of which only the roots of its full parts are kept: one hash for each bit of its size.</summary>
public sealed class CompactRange
{
    private readonly List<Digest> _peaks = [];

    public CompactRange()
    {
    }

    /// <summary>Goes on where another one stopped.</summary>
    /// <param name="peaks">Roots of the full parts, the largest part first.</param>
    /// <exception cref="FormatException">A tree of this size has another number of full parts.</exception>
    public CompactRange(long size, IEnumerable<Digest> peaks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        _peaks.AddRange(peaks);
        Size = size;
        if (_peaks.Count != BitOperations.PopCount((ulong)size))
        {
            throw new FormatException($"A tree of {size} leaves has {BitOperations.PopCount((ulong)size)} full parts, not {_peaks.Count}.");
        }
    }

    public long Size { get; private set; }

    /// <summary>Roots of the full parts, the largest part first.</summary>
    public IReadOnlyList<Digest> Peaks => _peaks;

    /// <param name="completed">Gets the nodes above the leaves that tiles hold and that this leaf completed, lowest first.</param>
    public void Append(Digest leaf, ICollection<TileNode>? completed = null)
    {
        var node = new NodeId(0, Size);
        for (var hash = leaf; ; node = node.Parent)
        {
            if (node.Level > 0 && node.Level % TileNode.BinaryLevels == 0)
            {
                completed?.Add(new(node.Level / TileNode.BinaryLevels, node.Index, hash));
            }

            if (node.Index % 2 == 0)
            {
                _peaks.Add(hash);
                break;
            }

            hash = Digest.OfNode(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        Size++;
    }

    public Digest Root() => Fold(_peaks);

    /// <summary>The root above full parts that stand beside each other, the largest first.</summary>
    internal static Digest Fold(IReadOnlyList<Digest> peaks)
    {
        if (peaks.Count == 0)
        {
            return Digest.Empty;
        }

        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--)
        {
            root = Digest.OfNode(peaks[i], root);
        }

        return root;
    }
}
