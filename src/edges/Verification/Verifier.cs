using Ledger.Sealing.Notes;
using Ledger.Verification.Bundles;
using Ledger.Verification.Disclosures;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;
using Ledger.Verification.Log;
using Ledger.Verification.Passes;
using Ledger.Verification.Rows;

namespace Ledger.Verification;

/// <summary>
/// Verifies an exported bundle without believing anything in it but what a pinned key signed: no database, no server, none of the code that made it but the
/// formats. Every part is read once; memory grows with the number of events and units, not with their size.
/// </summary>
public sealed class Verifier(TimeProvider clock)
{
    /// <exception cref="UnreadableException">It is not a bundle, so nothing can be said about it.</exception>
    public async Task<VerifyReport> RunAsync(VerifyRequest request, VerifyProgress progress, CancellationToken ct)
    {
        try
        {
            return await CheckAsync(request, progress, ct);
        }
        catch (Exception e) when (
            e is FormatException or InvalidOperationException or ArgumentException or OverflowException or InvalidDataException
                or System.Text.Json.JsonException)
        {
            // Every part is read with its own refusals; what is left is a bundle that is odd in a way that nobody thought of.
            throw new UnreadableException($"The bundle cannot be read to its end: {e.Message}", e);
        }
    }

    private async Task<VerifyReport> CheckAsync(VerifyRequest request, VerifyProgress progress, CancellationToken ct)
    {
        using var bundle = Bundle.Open(request.Bundle, progress);
        var (findings, notes) = (new FindingList(), new List<string>());
        var manifest = Manifest.Read(bundle);
        var note = bundle.ReadText(Parts.Checkpoint);
        var head = Head(note);
        var book = head.Origin[(head.Origin.LastIndexOf('/') + 1)..];
        bundle.TellStrangers(findings);

        var names = new Names();
        var leaves = new LeafTable(names);
        var heads = HeadList.Read(bundle, request.Policy, head, findings);
        var tree = new TreeCheck(head, heads, request.Since, new TileCheck(bundle, head.Size));
        var (order, times, keys) =
            (new OrderCheck(book, names, leaves, findings), new TimeCheck(heads, request.Skew, findings), new KeyCheck(request.Policy, findings));
        var views = new ViewsPass(manifest, names, leaves, findings);

        var disclosures = new DisclosureCheck(findings);
        var entries = new EntryPass(bundle, names, leaves, tree, order, times, keys, disclosures, findings);
        entries.Run(views.Apply);
        DisclosureLines.Read(bundle, disclosures);
        tree.Finish(leaves, findings);
        var verdict = keys.Finish(bundle, note, leaves);
        ct.ThrowIfCancellationRequested();

        var rows = new RowPass(bundle, leaves, names, order, findings);
        rows.Run(views.Apply);
        EntryDiff.Tell(bundle, rows.Mismatches, leaves, findings);
        findings.AddUntold(Rule.D1, rows.MoreMismatches);
        PendingCheck.Run(rows, manifest, request, leaves, findings);
        StreamCheck.Run(bundle, order.Versions, names, findings);
        ct.ThrowIfCancellationRequested();

        var left = views.Compare(bundle, entries.HighestSeq, request);
        var proofs = ProofCheck.Run(bundle, head, leaves, findings);
        var sample = request.SampleCount > 0 ? await Sample.DrawAsync(bundle, head, request, findings, ct) : [];
        var counts = new Dictionary<string, long>
        {
            ["leaves"] = leaves.LeavesCount,
            ["payloads"] = entries.PayloadsCount,
            ["events"] = rows.RowsCount,
            ["heads"] = heads.All.Count,
        };
        if (bundle.Layout.HasDictionary)
        {
            counts["columns"] = DictionaryCheck.Run(bundle, findings);
        }

        ManifestCheck.Run(manifest, head, book, entries.HighestSeq, counts, findings);
        SumsCheck.Run(bundle, findings);
        Freshness.Check(verdict, manifest, request, clock.GetUtcNow(), findings);

        notes.AddRange(Remarks.Of(bundle, request, head, left, heads, times, leaves.LeavesCount, rows.Pending.Count));
        notes.AddRange(DisclosureLines.Tell(disclosures));
        notes.AddRange(Losses.Read(bundle));
        views.Counts["leaves"] = leaves.LeavesCount;
        views.Counts["rows"] = rows.RowsCount;
        views.Counts["rows without a leaf"] = rows.Pending.Count;
        views.Counts["tombstones"] = rows.TombstonesCount;
        views.Counts["heads"] = heads.All.Count;
        views.Counts["proofs"] = proofs;
        return new(
            head.Origin, head.Size, head.Root.ToString(), verdict?.Cosigned.Values.DefaultIfEmpty().Max() is { Ticks: > 0 } at ? at : null,
            [.. verdict?.Cosigned.Keys ?? []],
            manifest.ExportedAt, views.Counts, notes, findings.Told, findings.Counts, sample);
    }

    private static Checkpoint Head(string note)
    {
        try
        {
            var head = Checkpoint.Parse(Note.Parse(note).Text);
            return head.Size <= int.MaxValue - 1 ? head
                : throw new UnreadableException($"The checkpoint's size is {head.Size}; this verifier holds at most {int.MaxValue - 1} leaves.");
        }
        catch (FormatException e)
        {
            throw new UnreadableException($"The bundle's checkpoint is not one: {e.Message}", e);
        }
    }
}
