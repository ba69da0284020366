using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Rows;

/// <summary>D2: a row may wait for its leaf as long as the operator says, and never longer than the auditor lets it.</summary>
internal static class PendingCheck
{
    public static void Run(RowPass rows, Manifest manifest, VerifyRequest request, LeafTable leaves, FindingList findings)
    {
        if (manifest.ExportedAt < rows.Latest - request.Skew)
        {
            findings.Add(
                new(Rule.D2, null, "the time of the export, by which rows without a leaf are judged", $"after the newest row, {rows.Latest:O}",
                $"{manifest.ExportedAt:O}"));
        }

        var told = TimeSpan.FromSeconds(Math.Min(manifest.SealSeconds, (long)request.SealBound.TotalSeconds));
        foreach (var (ordinal, at) in rows.Pending)
        {
            var age = manifest.ExportedAt - at;
            if (age > told)
            {
                findings.Add(
                    new(Rule.D2, leaves.NameOf(ordinal), "a row without a leaf", $"no older than {told}",
                    $"{age} old when the bundle was made: it was never sealed, or its leaf was taken away"));
            }
        }
    }
}
