using Ledger.Sealing.Notes;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Traces;

/// <summary>
/// Verifies a unit's trail without believing anything in the file but what a pinned key signed: every entry is a leaf under the signed head, and the unit goes
/// from account to account without a hole, from the origin on.
/// </summary>
public static class TraceCheck
{
    /// <summary>A file that is longer is not read.</summary>
    public const int BytesMax = TraceFile.BytesMax;

    /// <summary>Is this such a file, rather than a bundle? Only its beginning is looked at.</summary>
    public static bool IsTrace(ReadOnlySpan<byte> beginning) => beginning.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    /// <param name="file">The whole file.</param>
    /// <param name="policy">The auditor's own copy of the policy.</param>
    /// <exception cref="UnreadableException">It is no unit's trail, so nothing can be said about it.</exception>
    public static TraceReport Run(ReadOnlyMemory<byte> file, WitnessPolicy policy)
    {
        var trace = TraceFile.Parse(file);
        var findings = new List<Finding>();
        var verdict = Judge(trace, policy, findings);
        if (trace.Head.Origin[(trace.Head.Origin.LastIndexOf('/') + 1)..] != trace.Book)
        {
            findings.Add(new(Rule.B1, null, "the book of the file", $"that of the log {Utf8.Shown(trace.Head.Origin)}", Utf8.Shown(trace.Book)));
        }

        var (steps, seen) = (new List<TracedStep>(), new HashSet<long>());
        foreach (var traced in trace.Events)
        {
            var (step, name) = TracedLeaf.Check(traced, trace, findings);
            if (!seen.Add(traced.Index))
            {
                findings.Add(new(Rule.B1, name, "its place in the file", "one of its own", "the same leaf again"));
            }

            var before = steps.Count == 0 ? "origin" : steps[^1].To;
            if (step is not null && step.From != before)
            {
                findings.Add(new(Rule.V1, name, $"the unit {Utf8.Shown(trace.Serial)}", $"leaves {Utf8.Shown(before)}", $"leaves {Utf8.Shown(step.From)}"));
            }

            if (step is not null)
            {
                steps.Add(step);
            }
        }

        return new(
            trace.Book, trace.Product, trace.Serial, trace.Head.Origin, trace.Head.Size, trace.Head.Root.ToString(),
            verdict?.Cosigned.Values.DefaultIfEmpty().Max() is { Ticks: > 0 } at ? at : null, [.. verdict?.Cosigned.Keys ?? []], steps.LastOrDefault()?.To,
            steps, [.. Notes(trace, policy)], findings);
    }

    private static PolicyVerdict? Judge(TraceFile trace, WitnessPolicy policy, List<Finding> findings)
    {
        try
        {
            var verdict = policy.Judge(trace.Note);
            if (!verdict.IsLogSigned)
            {
                findings.Add(new(Rule.L1, null, "the checkpoint", "the signature of a log that the policy names", $"none of {Utf8.Shown(trace.Head.Origin)}"));
            }

            if (!verdict.IsQuorumMet)
            {
                findings.Add(
                    new(Rule.L1, null, "the checkpoint", $"the quorum {policy.Quorum}",
                    verdict.Cosigned.Count == 0 ? "no cosignature" : string.Join(", ", verdict.Cosigned.Keys)));
            }

            return verdict;
        }
        catch (FormatException e)
        {
            findings.Add(new(Rule.L1, null, "the checkpoint", "a note whose signatures verify", Utf8.Shown(e.Message)));
            return null;
        }
    }

    private static IEnumerable<string> Notes(TraceFile trace, WitnessPolicy policy)
    {
        yield return $"The trail is told up to leaf {trace.Events.Max(e => e.Index)} of {trace.Head.Size}. That nothing moved the unit since, only the "
            + "whole log shows: verify a bundle.";
        if (policy.Quorum == WitnessPolicy.None)
        {
            yield return "The policy asks for no witness: the operator alone vouches for this log.";
        }
    }
}
