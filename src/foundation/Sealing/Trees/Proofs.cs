using System.Numerics;

namespace Ledger.Sealing.Trees;

/// <summary>Checks proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2). Whatever is wrong with them, the answer is no.</summary>
public static class Proofs
{
    /// <summary>A tree of 2^63 leaves has 63 levels.</summary>
    public const int MaxHashes = 63;

    public static bool VerifyInclusion(Digest leaf, long index, long size, IReadOnlyList<Digest> proof, Digest root)
    {
        if (index < 0 || index >= size || proof.Count > MaxHashes)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if (node % 2 == 1 || node == last)
            {
                hash = Digest.OfNode(sibling, hash);
                var skipped = node % 2 == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                node >>= skipped;
                last >>= skipped;
            }
            else
            {
                hash = Digest.OfNode(hash, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the smaller tree is the beginning of the larger one. Nothing at all is the beginning of every tree, and needs no proof.</summary>
    public static bool VerifyConsistency(long from, Digest fromRoot, long to, Digest toRoot, IReadOnlyList<Digest> proof)
    {
        if (from < 0 || from > to || proof.Count > MaxHashes)
        {
            return false;
        }

        if (from == 0 || from == to)
        {
            return proof.Count == 0 && fromRoot == (from == 0 ? Digest.Empty : toRoot) && (to > 0 || toRoot == Digest.Empty);
        }

        var climbed = BitOperations.TrailingZeroCount(from);
        var (node, last) = ((from - 1) >> climbed, (to - 1) >> climbed);
        var rest = node == 0 ? 0 : 1;
        if (proof.Count < rest)
        {
            return false;
        }

        var (oldHash, newHash) = node == 0 ? (fromRoot, fromRoot) : (proof[0], proof[0]);
        foreach (var sibling in proof.Skip(rest))
        {
            if (last == 0)
            {
                return false;
            }

            if (node % 2 == 1 || node == last)
            {
                oldHash = Digest.OfNode(sibling, oldHash);
                newHash = Digest.OfNode(sibling, newHash);
                var skipped = node % 2 == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                node >>= skipped;
                last >>= skipped;
            }
            else
            {
                newHash = Digest.OfNode(newHash, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && oldHash == fromRoot && newHash == toRoot;
    }
}
