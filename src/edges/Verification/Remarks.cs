using Ledger.Sealing.Notes;
using Ledger.Verification.Bundles;
using Ledger.Verification.Log;

namespace Ledger.Verification;

/// <summary>What an auditor should know about the reach of a verification, although nothing is wrong.</summary>
internal static class Remarks
{
    public static IEnumerable<string> Of(
        Bundle bundle, VerifyRequest request, Checkpoint head, IReadOnlyList<string> left, HeadList heads, TimeCheck times, int leavesCount, int pendingCount)
    {
        yield return request.Since is { } since
            ? $"Nothing before size {since.Size} was changed since the head given with --since."
            : $"First contact: no append-only claim before size {head.Size}. Keep the checkpoint, and give it with --since next time.";

        if (request.Policy.Quorum == WitnessPolicy.None)
        {
            yield return "The policy asks for no witness: the operator alone vouches for this log.";
        }

        if (bundle.ReadText(Parts.Policy).Trim() != request.Policy.ToString().Trim())
        {
            yield return "The policy in the bundle differs from the pinned one; only the pinned one counts.";
        }

        if (times.BracketedCount < leavesCount)
        {
            yield return $"The record times of {leavesCount - times.BracketedCount} leaves are the operator's word: no cosigned head follows them "
                + $"({heads.All.Count(h => h.FirstCosigned is not null)} heads are cosigned).";
        }

        if (pendingCount > 0)
        {
            yield return $"{pendingCount} rows wait for their leaves; they are checked, and proven by no signature yet.";
        }

        if (left.Count > 0)
        {
            yield return $"Not compared, for the bundle does not have them: {string.Join(", ", left)}.";
        }
    }
}
