using System.Text.Json;
using Ledger.Sealing;
using Ledger.Verification.Bundles;
using Ledger.Verification.Disclosures;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;
using Ledger.Verification.Log;
using Ledger.Verification.Rows;

namespace Ledger.Verification.Passes;

/// <summary>The one reading of all entries: each is hashed into the tree, checked for its order and time, and taken into the views.</summary>
internal sealed class EntryPass(
    Bundle bundle, Names names, LeafTable leaves, TreeCheck tree, OrderCheck order, TimeCheck times, KeyCheck keys, DisclosureCheck disclosures,
    FindingList findings)
{
    public long PayloadsCount { get; private set; }

    public long HighestSeq { get; private set; }

    public void Run(FactHandler fold)
    {
        using var lines = new LineReader(Parts.Entries, bundle.Read(Parts.Entries), EntryLines.LineBytesMax);
        using var payloads = new Payloads(bundle, findings);
        while (lines.Next(out var line))
        {
            var hash = Digest.OfLeaf(line);
            tree.Append(hash);
            Read(line, hash, payloads, fold);
        }

        payloads.Finish();
        PayloadsCount = payloads.Count;
    }

    private void Read(ReadOnlySpan<byte> line, Digest hash, Payloads payloads, FactHandler fold)
    {
        Envelope envelope;
        try
        {
            envelope = Envelope.Read(line, names);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            leaves.AddUnreadable(hash);
            findings.Add(new(Rule.D1, leaves.NameOf(leaves.LeavesCount - 1), "its entry", "an entry of format 1", Utf8.Shown(e.Message)));
            return;
        }

        var name = new LeafName(leaves.LeavesCount, envelope.Seq, envelope.Stream, envelope.Version, envelope.Id);
        order.Check(envelope, name);
        times.Check(leaves.LeavesCount, envelope.At, name);
        HighestSeq = Math.Max(HighestSeq, envelope.Seq);
        var index = leaves.Add(envelope, hash, isLeaf: true);
        var data = Payloads.IsReference(envelope.Data) ? payloads.Of(index, envelope.Data, () => leaves.NameOf(index)) : envelope.Data;
        if (envelope.Type == KeyCheck.Rotation)
        {
            keys.Note(index, data, name);
        }

        disclosures.Read(name, envelope.Type, data);
        if (!data.IsEmpty)
        {
            fold(new Fact(index, envelope, data));
        }
    }
}
