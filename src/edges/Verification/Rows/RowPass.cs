using System.Text.Json;
using Ledger.Sealing;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Entries;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;
using Ledger.Verification.Log;

namespace Ledger.Verification.Rows;

/// <summary>A row that is not what its leaf says; the leaf's own text is looked up when all are known.</summary>
internal sealed record Mismatch(int Leaf, byte[] Entry);

/// <summary>
/// D1 and D2: encodes every row of the event table as the sealer does and compares it with its leaf, which is the one with the same event id, else with the
/// same sequence number. What has no leaf is checked and folded like what has one, for the views include it.
/// </summary>
internal sealed class RowPass(Bundle bundle, LeafTable leaves, Names names, OrderCheck order, FindingList findings)
{
    private readonly TypeCheck _types = new(findings);

    public List<Mismatch> Mismatches { get; } = [];

    /// <summary>Those beyond the ones that are told.</summary>
    public long MoreMismatches { get; private set; }

    public long RowsCount { get; private set; }

    public long TombstonesCount { get; private set; }

    /// <summary>Rows without a leaf, and when they were recorded.</summary>
    public List<(int Ordinal, DateTimeOffset At)> Pending { get; } = [];

    public DateTimeOffset Latest { get; private set; }

    public long HighestSeq { get; private set; }

    public void Run(FactHandler fold)
    {
        using (var rows = new RowReader(bundle))
        {
            while (rows.Next())
            {
                Check(rows, fold);
            }

            RowsCount = rows.Count;
        }

        for (var leaf = 0; leaf < leaves.LeavesCount; leaf++)
        {
            if (!leaves.HasRow(leaf))
            {
                findings.Add(new(Rule.D1, leaves.NameOf(leaf), "its row in the event table", "a row", "none: it was deleted"));
            }
        }
    }

    private void Check(RowReader rows, FactHandler fold)
    {
        var stored = rows.Stored;
        var leaf = leaves.ById(stored.Id) ?? leaves.BySeq(stored.Position);
        var name = leaf is { } known ? leaves.NameOf(known) : new LeafName(null, stored.Position, stored.Stream, stored.Version, stored.Id);
        if (leaf is null && rows.IsTombstone)
        {
            TombstonesCount++;
            return;
        }

        Latest = stored.At > Latest ? stored.At : Latest;
        HighestSeq = Math.Max(HighestSeq, stored.Position);
        _types.Check(stored.Type, rows.DotnetType, rows.IsArchived, rows.HasBinary, name);
        if (Encode(stored, name) is not { } entry)
        {
            if (leaf is { } bad)
            {
                leaves.MarkRow(bad);
            }

            return;
        }

        if (leaf is { } ordinal)
        {
            Compare(ordinal, entry, stored, name);
        }
        else
        {
            AddPending(entry, stored, name, fold);
        }
    }

    private LeafEntry? Encode(StoredEvent stored, LeafName name)
    {
        try
        {
            return LeafEntry.Of(stored);
        }
        catch (NotCanonicalException e)
        {
            findings.Add(new(Rule.D1, name, "its row in the event table", "a row that can be sealed", Utf8.Shown(e.Message)));
            return null;
        }
    }

    private void Compare(int leaf, LeafEntry entry, StoredEvent stored, LeafName name)
    {
        if (leaves.HasRow(leaf) && leaf < leaves.LeavesCount)
        {
            findings.Add(
                new(Rule.D1, name, "its row in the event table", "one row", $"another with the sequence number {stored.Position} and the id {stored.Id}"));
            return;
        }

        if (leaf >= leaves.LeavesCount)
        {
            findings.Add(new(Rule.D2, name, "its row in the event table", "one row", "the row twice"));
            return;
        }

        leaves.MarkRow(leaf);
        if (Digest.OfLeaf(entry.Bytes) != leaves.HashOf(leaf))
        {
            if (Mismatches.Count < FindingList.ToldPerRuleMax)
            {
                Mismatches.Add(new(leaf, entry.Bytes));
            }
            else
            {
                MoreMismatches++;
            }
        }
        else if (NumberForm.FirstOdd(stored.Data.Span) is { } odd)
        {
            findings.Add(new(Rule.D1, name, "a number in its row", odd.Canonical, odd.Written));
        }
    }

    private void AddPending(LeafEntry entry, StoredEvent stored, LeafName name, FactHandler fold)
    {
        try
        {
            var envelope = Envelope.Read(entry.Bytes, names);
            order.Check(envelope, name);
            var ordinal = leaves.Add(envelope, Digest.OfLeaf(entry.Bytes), isLeaf: false);
            Pending.Add((ordinal, stored.At));
            fold(new Fact(ordinal, envelope, stored.Data.Span));
        }
        catch (JsonException e)
        {
            findings.Add(new(Rule.D2, name, "a row without a leaf", "an event", Utf8.Shown(e.Message)));
        }
    }
}

/// <summary>Takes an event into the views.</summary>
internal delegate void FactHandler(in Fact fact);
