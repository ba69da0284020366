namespace Ledger.Verification.Findings;

/// <summary>One thing that does not hold.</summary>
/// <param name="Leaf">The leaf that it concerns; null where it is about no one leaf.</param>
/// <param name="What">What it is about, in words.</param>
/// <param name="Expected">What the rule asks for.</param>
/// <param name="Found">What there is instead.</param>
public sealed record Finding(Rule Rule, LeafName? Leaf, string What, string Expected, string Found)
{
    public override string ToString() =>
        $"{Rule} {(Leaf is null ? "" : $"{Leaf}: ")}{What}: expected {Expected}, found {Found}";
}
