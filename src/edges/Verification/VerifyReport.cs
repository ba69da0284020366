using Ledger.Verification.Findings;

namespace Ledger.Verification;

/// <summary>What a verification came to.</summary>
/// <param name="Root">Root of the head that was verified, in Base64.</param>
/// <param name="CosignedAt">When the last of the policy's witnesses signed it.</param>
/// <param name="Witnesses">Those that did, as the policy calls them.</param>
/// <param name="Counts">How much was read and recomputed.</param>
/// <param name="Notes">What an auditor should know, although nothing is wrong with it.</param>
/// <param name="Findings">The first of each rule.</param>
/// <param name="FindingCounts">All of them, by rule.</param>
public sealed record VerifyReport(
    string Origin,
    long Size,
    string Root,
    DateTimeOffset? CosignedAt,
    IReadOnlyList<string> Witnesses,
    DateTimeOffset ExportedAt,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<Rule, long> FindingCounts,
    IReadOnlyList<SampledLeaf> Sample)
{
    public bool IsVerified => FindingCounts.Count == 0;
}

/// <param name="Entry">The canonical entry as it is in the log.</param>
/// <param name="IsProven">An inclusion proof made from the bundle's tiles leads to the signed root.</param>
public sealed record SampledLeaf(long Index, string Entry, bool IsProven);
