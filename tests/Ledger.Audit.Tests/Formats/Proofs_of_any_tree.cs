using CsCheck;
using Ledger.Sealing;
using Ledger.Sealing.Trees;

namespace Ledger.Audit.Tests.Formats;

/// <summary>Trees of random sizes; every proof is made from tiles and checked, then spoilt in one bit and checked again.</summary>
public class Proofs_of_any_tree
{
    private static readonly MemoryTree Tree = new(70_000);

    /// <summary>Small trees have the odd shapes, large ones have three levels of tiles.</summary>
    private static readonly Gen<int> Size = Gen.OneOf(Gen.Int[1, 40], Gen.Int[1, 600], Gen.Int[1, 70_000]);

    [Fact]
    public Task The_root_is_that_of_the_definition() =>
        Gen.Int[0, 600].SampleAsync(async size => Assert.Equal(Tree.RootOf(0, size), await TreeOf(size).RootAsync(default)), iter: 200);

    [Fact]
    public Task Every_leaf_is_proven_and_no_bit_of_it_can_change() =>
        Gen.Select(Size, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).SampleAsync(async (size, leaf, bit) =>
        {
            var index = leaf % size;
            var proof = await TreeOf(size).InclusionAsync(index, default);
            var root = await TreeOf(size).RootAsync(default);
            Assert.True(Proofs.VerifyInclusion(Tree.Leaves[index], index, size, proof, root));

            Assert.All(Spoilt([Tree.Leaves[index], root, .. proof], bit), spoilt =>
                Assert.False(Proofs.VerifyInclusion(spoilt[0], index, size, spoilt[2..], spoilt[1])));
            Assert.False(Proofs.VerifyInclusion(Tree.Leaves[index], index, size, [.. proof, root], root));
            Assert.False(proof.Count > 0 && Proofs.VerifyInclusion(Tree.Leaves[index], index, size, [.. proof.SkipLast(1)], root));
            Assert.False(size > 1 && Proofs.VerifyInclusion(Tree.Leaves[index], (index + 1) % size, size, proof, root));
        }, iter: 300);

    [Fact]
    public Task Every_earlier_tree_is_proven_and_no_bit_of_it_can_change() =>
        Gen.Select(Size, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).SampleAsync(async (size, part, bit) =>
        {
            var from = part % (size + 1);
            var proof = await TreeOf(size).ConsistencyAsync(from, default);
            var (old, root) = (await TreeOf(from).RootAsync(default), await TreeOf(size).RootAsync(default));
            Assert.True(Proofs.VerifyConsistency(from, old, size, root, proof));
            Assert.False(Proofs.VerifyConsistency(from, old, size, root, [.. proof, root]));
            Assert.False(from > 0 && from < size && Proofs.VerifyConsistency(from, root, size, root, proof));
            if (from > 0)
            {
                Assert.All(Spoilt([old, root, .. proof], bit), spoilt =>
                    Assert.False(Proofs.VerifyConsistency(from, spoilt[0], size, spoilt[1], spoilt[2..])));
            }
        }, iter: 300);

    [Fact]
    public void What_cannot_be_is_not_proven()
    {
        var root = Tree.RootOf(0, 5);
        var tooMany = Enumerable.Repeat(root, 64).ToList();
        Assert.False(Proofs.VerifyInclusion(root, -1, 5, [], root));
        Assert.False(Proofs.VerifyInclusion(root, 5, 5, [], root));
        Assert.False(Proofs.VerifyInclusion(root, 0, long.MaxValue, tooMany, root));
        Assert.False(Proofs.VerifyConsistency(6, root, 5, root, []));
        Assert.False(Proofs.VerifyConsistency(-1, root, 5, root, []));
        Assert.False(Proofs.VerifyConsistency(4, root, 5, root, []));
        Assert.False(Proofs.VerifyConsistency(1, root, long.MaxValue, root, tooMany));
        Assert.False(Proofs.VerifyConsistency(0, root, 5, root, []));
        Assert.True(Proofs.VerifyConsistency(0, Digest.Empty, 5, root, []));
    }

    private static TiledTree TreeOf(int size) => new(Tree, size);

    /// <summary>One bit of each hash flipped, one hash at a time.</summary>
    private static IEnumerable<Digest[]> Spoilt(Digest[] hashes, int bit)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            var bytes = hashes[i].Bytes.ToArray();
            bytes[bit / 8 % Digest.Size] ^= (byte)(1 << (bit % 8));
            Digest[] spoilt = [.. hashes];
            spoilt[i] = Digest.Read(bytes);
            yield return spoilt;
        }
    }
}
