using System.Text.Json;
using Ledger.Sealing.Notes;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>
/// L1 and L6: the head bears the signature of a key that the auditor pinned, or of one that was announced in the log and vouched for by a head that a key
/// before it signed; and the quorum of the pinned policy.
/// </summary>
internal sealed class KeyCheck(WitnessPolicy policy, FindingList findings)
{
    public const string Rotation = "audit.log-key-rotated.v1";

    private readonly List<(int Leaf, VerifierKey Old, VerifierKey New)> _rotations = [];

    /// <summary>Keys that were pinned, and those that follow from them.</summary>
    public IReadOnlyList<VerifierKey> Trusted { get; private set; } = policy.Logs;

    public void Note(int leaf, ReadOnlySpan<byte> data, LeafName name)
    {
        try
        {
            var json = JsonElement.Parse(data);
            _rotations.Add((leaf, VerifierKey.Parse(json.GetProperty("oldKey").GetString()!), VerifierKey.Parse(json.GetProperty("newKey").GetString()!)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            findings.Add(new(Rule.L6, name, "it announces a key", "the old and the new verifier key", e.Message));
        }
    }

    /// <summary>Called when every leaf was seen.</summary>
    public PolicyVerdict? Finish(Bundle bundle, string checkpoint, LeafTable leaves)
    {
        CheckOrder(leaves);
        Extend(bundle);
        foreach (var (size, note) in HeadLines.Read(bundle))
        {
            CheckHead(size, note);
        }

        return Judge(checkpoint);
    }

    private void CheckOrder(LeafTable leaves)
    {
        for (var i = 0; i < _rotations.Count; i++)
        {
            var before = i > 0 ? _rotations[i - 1].New : null;
            if (before is not null && before != _rotations[i].Old)
            {
                findings.Add(
                    new(Rule.L6, leaves.NameOf(_rotations[i].Leaf), "the key that it replaces", $"{before}, announced before it", $"{_rotations[i].Old}"));
            }
        }
    }

    /// <summary>A key is believed when a believed key signed a head that holds its announcement.</summary>
    private void Extend(Bundle bundle)
    {
        var trusted = policy.Logs.ToList();
        foreach (var (leaf, old, next) in _rotations)
        {
            if (trusted.Contains(old) && !trusted.Contains(next) && HeadLines.Read(bundle).Any(head => head.Size > leaf && IsSigned(head.Note, old)))
            {
                trusted.Add(next);
            }
        }

        Trusted = trusted;
    }

    private void CheckHead(long size, string note)
    {
        // A key may sign from the head on that holds its announcement; the first one needs none.
        var announced = _rotations.Where(rotation => rotation.Leaf < size).Select(rotation => rotation.New);
        var late = _rotations.Select(rotation => rotation.New).ToList();
        var allowed = Trusted.Where(key => !late.Contains(key)).Concat(announced.Where(Trusted.Contains)).ToList();
        if (!allowed.Exists(key => IsSigned(note, key)))
        {
            findings.Add(new(
                Rule.L6, null, $"who signed the head of size {size} in {Parts.Heads}",
                $"a key that is pinned or was announced before it: {string.Join(", ", allowed)}", Signers(note)));
        }
    }

    private PolicyVerdict? Judge(string checkpoint)
    {
        try
        {
            var verdict = (policy with { Logs = Trusted }).Judge(checkpoint);
            if (!verdict.IsLogSigned)
            {
                findings.Add(
                    new(Rule.L1, null, "who signed the checkpoint", $"a key of the pinned policy: {string.Join(", ", policy.Logs)}", Signers(checkpoint)));
            }

            if (!verdict.IsQuorumMet)
            {
                findings.Add(new(
                    Rule.L1, null, $"the quorum \"{policy.Quorum}\" of the pinned policy",
                    $"enough of {string.Join(", ", policy.Witnesses.Select(witness => witness.Name))}",
                    verdict.Cosigned.Count == 0 ? "no cosignature of any of them" : $"cosignatures of {string.Join(", ", verdict.Cosigned.Keys)} only"));
            }

            return verdict;
        }
        catch (FormatException e)
        {
            findings.Add(new(Rule.L1, null, "the checkpoint", "a note whose signatures verify", e.Message));
            return null;
        }
    }

    private static bool IsSigned(string note, VerifierKey key)
    {
        try
        {
            var parsed = Sealing.Notes.Note.Parse(note);
            return Checkpoint.Parse(parsed.Text).Origin == key.Name && parsed.IsSignedBy(key);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Signers(string note)
    {
        try
        {
            return string.Join(", ", Sealing.Notes.Note.Parse(note).Signatures.Select(signature => $"{signature.Name}+{signature.KeyId:x8}"));
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
