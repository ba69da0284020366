using Ledger.Sealing.Notes;
using Ledger.Verification.Bundles;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>
/// Every head that the log signed, with the times at which the pinned policy's witnesses saw it. Their roots are checked while the entries are read.
/// </summary>
internal sealed class HeadList
{
    private readonly List<SignedHead> _heads = [];

    private HeadList()
    {
    }

    public IReadOnlyList<SignedHead> All => _heads;

    public static HeadList Read(Bundle bundle, WitnessPolicy policy, Checkpoint newest, FindingList findings)
    {
        var list = new HeadList();
        foreach (var (size, note) in HeadLines.Read(bundle))
        {
            if (Judge(size, note, policy, findings) is { } verdict)
            {
                list.Add(size, verdict, newest, findings);
            }
        }

        if (newest.Size > 0 && !list._heads.Exists(head => head.Size == newest.Size))
        {
            findings.Add(new(Rule.L3, null, $"{Parts.Heads} does not hold the head that is verified", $"the head of size {newest.Size}", "none of that size"));
        }

        return list;
    }

    private static PolicyVerdict? Judge(long size, string note, WitnessPolicy policy, FindingList findings)
    {
        try
        {
            return policy.Judge(note);
        }
        catch (FormatException e)
        {
            findings.Add(new(Rule.L1, null, $"the head of size {size} in {Parts.Heads}", "a note whose signatures verify", e.Message));
            return null;
        }
    }

    private void Add(long size, PolicyVerdict verdict, Checkpoint newest, FindingList findings)
    {
        var head = verdict.Head;
        if (head.Size != size || head.Origin != newest.Origin)
        {
            findings.Add(new(Rule.L3, null, $"a head in {Parts.Heads}", $"{newest.Origin} of size {size}", $"{head.Origin} of size {head.Size}"));
            return;
        }

        if (_heads.Count > 0 && size <= _heads[^1].Size)
        {
            var fork = size == _heads[^1].Size && head.Root != _heads[^1].Root;
            findings.Add(fork
                ? new(Rule.L3, null, $"two heads of size {size} were signed", $"one root, {_heads[^1].Root}", $"also {head.Root}: the log was forked")
                : new(Rule.L3, null, $"the order of {Parts.Heads}", $"a size above {_heads[^1].Size}", $"{size}"));
        }

        if (size > newest.Size)
        {
            findings.Add(
                new(Rule.L3, null, "the checkpoint is older than another head that was signed", $"the newest head, of size {size}", $"size {newest.Size}"));
        }

        var times = verdict.Cosigned.Values.Order().ToList();
        _heads.Add(new(size, head.Root, times.Count == 0 ? null : times[0], times.Count == 0 ? null : times[^1]));
    }
}
