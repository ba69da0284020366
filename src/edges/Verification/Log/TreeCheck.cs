using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>
/// Grows the tree anew, leaf by leaf, and compares it with everything that was ever said of it: the checkpoint, all heads, the auditor's own last head.
/// </summary>
/// <param name="since">The auditor's last head; null at the first contact.</param>
internal sealed class TreeCheck(Checkpoint newest, HeadList heads, Checkpoint? since, TileCheck tiles)
{
    private readonly CompactRange _tree = new();
    private readonly List<TileNode> _completed = [];
    private readonly List<(SignedHead Head, long SoundSize)> _others = [];
    private readonly SignedHead[] _heads = [.. heads.All.OrderBy(head => head.Size)];
    private int _next;
    private long _sound;
    private Digest? _atNewest = newest.Size == 0 ? Digest.Empty : null;
    private Digest? _atSince = since?.Size == 0 ? Digest.Empty : null;

    public void Append(Digest leaf)
    {
        Compare();
        _completed.Clear();
        if (_tree.Size < newest.Size)
        {
            _tree.Append(leaf, _completed);
            tiles.Append(leaf, _completed);
            _atNewest = _tree.Size == newest.Size ? _tree.Root() : _atNewest;
            _atSince = _tree.Size == since?.Size ? _tree.Root() : _atSince;
        }
    }

    /// <param name="leaves">As many as there were.</param>
    public void Finish(LeafTable leaves, FindingList findings)
    {
        Compare();
        if (leaves.LeavesCount != newest.Size)
        {
            findings.Add(new(
                Rule.L2, new(Math.Min(newest.Size, leaves.LeavesCount), 0, null, null, null), "the number of entries",
                $"{newest.Size}, the size of the checkpoint", $"{leaves.LeavesCount}"));
        }

        tiles.Finish(leaves, newest, _atNewest, findings);
        foreach (var (head, sound) in _others)
        {
            var which = head.Size == sound + 1 ? "this leaf" : $"one of the leaves {sound} to {head.Size - 1}";
            findings.Add(new(
                Rule.L3, sound < leaves.LeavesCount ? leaves.NameOf((int)sound) : null,
                $"the head of size {head.Size} was signed over another history; {which} was changed since",
                $"root {head.Root}{Seen(head)}", "another root from the entries"));
        }

        if (since is not null)
        {
            CompareSince(since, leaves, findings);
        }
    }

    private static string Seen(SignedHead head) => head.FirstCosigned is { } at ? $", cosigned {at:yyyy-MM-dd HH:mm:ss}Z" : "";

    private void Compare()
    {
        for (; _next < _heads.Length && _heads[_next].Size <= _tree.Size; _next++)
        {
            var head = _heads[_next];
            if (head.Size == _tree.Size && head.Root == _tree.Root())
            {
                _sound = head.Size;
            }
            else if (head.Size == _tree.Size)
            {
                _others.Add((head, _sound));
            }
        }
    }

    private void CompareSince(Checkpoint seen, LeafTable leaves, FindingList findings)
    {
        if (seen.Origin != newest.Origin)
        {
            findings.Add(new(Rule.L3, null, "the log", $"{seen.Origin}, as the head given with --since", newest.Origin));
        }
        else if (seen.Size > newest.Size)
        {
            findings.Add(new(
                Rule.L3, null, "the log is shorter than it was: it was rolled back, or this is an old bundle",
                $"at least {seen.Size} leaves, as the head given with --since", $"{newest.Size}"));
        }
        else if (_atSince is { } root && root != seen.Root)
        {
            var first = _others.Where(other => other.Head.Size <= seen.Size).Select(other => (long?)other.SoundSize).FirstOrDefault();
            findings.Add(new(
                Rule.L3, first is { } index && index < leaves.LeavesCount ? leaves.NameOf((int)index) : null,
                $"history was rewritten: one of the leaves 0 to {seen.Size - 1} is not what it was when the head given with --since was signed",
                $"root {seen.Root} at size {seen.Size}", $"{root}"));
        }
    }
}
