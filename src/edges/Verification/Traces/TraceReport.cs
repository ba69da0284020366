using Ledger.Verification.Findings;

namespace Ledger.Verification.Traces;

/// <summary>What the verification of a unit's trail came to.</summary>
/// <param name="Root">Root of the head that the trail is proven by, in Base64.</param>
/// <param name="CosignedAt">When the last of the policy's witnesses signed it.</param>
/// <param name="Witnesses">Those that did, as the policy calls them.</param>
/// <param name="Account">Where the trail leaves the unit.</param>
/// <param name="Notes">What an auditor should know, although nothing is wrong with it.</param>
public sealed record TraceReport(
    string Book, string Product, string Serial, string Origin, long Size, string Root, DateTimeOffset? CosignedAt, IReadOnlyList<string> Witnesses,
    string? Account,
    IReadOnlyList<TracedStep> Steps, IReadOnlyList<string> Notes, IReadOnlyList<Finding> Findings)
{
    public bool IsVerified => Findings.Count == 0;
}

/// <param name="Index">Its leaf.</param>
/// <param name="At">When the ledger recorded it.</param>
/// <param name="OccurredAt">When it happened, as the partner told it.</param>
public sealed record TracedStep(long Index, long Seq, string Type, string At, string? OccurredAt, string? By, string From, string To);
