using Ledger.Sealing.Notes;

namespace Ledger.Audit.Tests.Formats;

public class Policies
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 5).Select(i => SignerKey.New($"w{i}.test", KeyKind.Cosigner).Verifier.ToString())];

    private static readonly string Witnesses = string.Concat(Keys.Select((key, i) => $"witness w{i} {key}\n"));

    [Theory]
    [InlineData("group g any w0 w1\nquorum g", "w1", true)]
    [InlineData("group g any w0 w1\nquorum g", "w2", false)]
    [InlineData("group g all w0 w1\nquorum g", "w1", false)]
    [InlineData("group g 2 w0 w1 w2\nquorum g", "w0 w2", true)]
    [InlineData("group g 2 w0 w1 w2\nquorum g", "w0 w3", false)]
    [InlineData("group a any w0 w1\ngroup b 2 w2 w3 w4\ngroup c all a b\nquorum c", "w1 w2 w4", true)]
    [InlineData("group a any w0 w1\ngroup b 2 w2 w3 w4\ngroup c all a b\nquorum c", "w2 w3 w4", false)]
    [InlineData("quorum none", "", true)]
    [InlineData("quorum w3", "w3", true)]
    [InlineData("  # a remark\n\t quorum\tw3 ", "w1", false)]
    public void Groups_count_as_the_file_says(string rules, string signed, bool enough)
    {
        var policy = WitnessPolicy.Parse(Witnesses + rules + "\n");
        Assert.Equal(enough, policy.IsQuorum(signed.Split(' ')));
        Assert.Equal(policy.ToString(), WitnessPolicy.Parse(policy.ToString()).ToString());
    }

    [Theory]
    [InlineData("", "no quorum")]
    [InlineData("quorum w9", "not defined")]
    [InlineData("quorum w0\nquorum w0", "Line 7")]
    [InlineData("group g 3 w0 w1\nquorum g", "1 to 2")]
    [InlineData("group g 0 w0 w1\nquorum g", "1 to 2")]
    [InlineData("group g any w0 w0\nquorum g", "already")]
    [InlineData("group g any w0\ngroup h any w0\nquorum g", "already")]
    [InlineData("group g any g\nquorum g", "not defined")]
    [InlineData("group w0 any w1\nquorum w1", "taken")]
    [InlineData("group none any w1\nquorum w1", "taken")]
    [InlineData("group g any none\nquorum w1", "not defined")]
    [InlineData("group g any\nquorum w1", "Line 6")]
    [InlineData("witness w0 KEY\nquorum w1", "Line 6")]
    [InlineData("quorum w1\r", "control")]
    [InlineData("trust everyone\nquorum w1", "Line 6")]
    public void What_is_no_policy_is_refused_with_the_line(string rules, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => WitnessPolicy.Parse(Witnesses + rules)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_is_there_once_whatever_its_name() =>
        Assert.Throws<FormatException>(() => WitnessPolicy.Parse($"{Witnesses}witness again {Keys[0]}\nquorum again\n"));

    [Fact]
    public void All_of_the_appointed_witnesses_are_the_default()
    {
        PolicyWitness[] witnesses = [.. Keys.Take(2).Select((key, i) => new PolicyWitness($"w{i}", VerifierKey.Parse(key), null))];
        var policy = WitnessPolicy.Parse(WitnessPolicy.All([], witnesses).ToString());
        Assert.False(policy.IsQuorum(["w0"]));
        Assert.True(policy.IsQuorum(["w0", "w1"]));
        Assert.True(WitnessPolicy.All([], []).IsQuorum([]));
        Assert.False(WitnessPolicy.All([], witnesses[..1]).IsQuorum([]));
    }
}
