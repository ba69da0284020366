using Ledger.Sealing.Notes;
using Ledger.Verification.Bundles;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>L5: neither the head nor the bundle claims a time that cannot be, and the head is not older than the auditor allows.</summary>
internal static class Freshness
{
    public static void Check(PolicyVerdict? verdict, Manifest manifest, VerifyRequest request, DateTimeOffset now, FindingList findings)
    {
        if (manifest.ExportedAt > now + request.Skew)
        {
            findings.Add(new(Rule.L5, null, "the time of the export", $"before now, {now:O}", $"{manifest.ExportedAt:O}"));
        }

        var cosigned = verdict?.Cosigned.Values.Order().ToList() ?? [];
        if (cosigned.Count > 0 && cosigned[^1] > now + request.Skew)
        {
            findings.Add(new(Rule.L5, null, "the time of the head's cosignature", $"before now, {now:O}", $"{cosigned[^1]:O}"));
        }

        if (cosigned.Count > 0 && manifest.ExportedAt < cosigned[0] - request.Skew)
        {
            findings.Add(new(Rule.L5, null, "the time of the export", $"after its head was cosigned, {cosigned[0]:O}", $"{manifest.ExportedAt:O}"));
        }

        // Without witnesses there is nobody but the operator to say how old a head is.
        if (request.MaxAge is { } age && request.Policy.Witnesses.Count > 0 && (cosigned.Count == 0 || cosigned[0] < now - age))
        {
            findings.Add(new(
                Rule.L5, null, "the head is stale", $"a head that was cosigned within {age}",
                cosigned.Count == 0 ? "one that no witness of the policy signed" : $"one of {cosigned[0]:O}"));
        }
    }
}
