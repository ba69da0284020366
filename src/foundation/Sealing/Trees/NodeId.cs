using System.Numerics;

namespace Ledger.Sealing.Trees;

/// <summary>A node over 2^level leaves, all of which exist.</summary>
/// <param name="Level">0 for a leaf.</param>
/// <param name="Index">Its place among the nodes of its level.</param>
public readonly record struct NodeId(int Level, long Index)
{
    public NodeId Parent => new(Level + 1, Index / 2);

    public NodeId Left => new(Level - 1, Index * 2);

    public NodeId Right => new(Level - 1, (Index * 2) + 1);

    /// <summary>The full parts that the leaves from <paramref name="start"/> up to <paramref name="end"/> consist of, in order.</summary>
    /// <param name="start">A multiple of the largest power of two below the number of leaves, as all splits of a tree are.</param>
    public static IEnumerable<NodeId> Parts(long start, long end)
    {
        while (start < end)
        {
            var level = BitOperations.Log2((ulong)(end - start));
            yield return new(level, start >> level);
            start += 1L << level;
        }
    }
}
