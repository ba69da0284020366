using System.Text;
using Ledger.Sealing;

namespace Ledger.Audit.Tests;

public class Digests
{
    [Fact]
    public void A_leaf_never_passes_for_a_node()
    {
        var (left, right) = (Digest.OfLeaf("a"u8), Digest.OfLeaf("b"u8));
        Assert.NotEqual(Digest.OfNode(left, right), Digest.OfLeaf([.. left.Bytes, .. right.Bytes]));
    }

    [Fact]
    public void The_empty_tree_is_the_hash_of_nothing() =>
        Assert.Equal("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", Convert.ToHexString(Digest.Empty.Bytes));

    [Fact]
    public void What_is_no_digest_is_refused() => Assert.Throws<FormatException>(() => Digest.Parse(Convert.ToBase64String(Encoding.ASCII.GetBytes("short"))));
}
