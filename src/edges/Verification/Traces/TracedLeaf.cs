using System.Text;
using System.Text.Json;
using Ledger.Sealing;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Traces;

/// <summary>One event of a trail: that it is the leaf that it says, and what it did to the unit.</summary>
internal static class TracedLeaf
{
    /// <returns>What it did to the unit, and what it is called; null where that cannot be told.</returns>
    public static (TracedStep? Step, LeafName? Name) Check(TracedEvent traced, TraceFile trace, List<Finding> findings)
    {
        LeafName? name = null;
        try
        {
            var entry = CanonicalJson.Of(Encoding.UTF8.GetBytes(traced.Entry.GetRawText()));
            name = new(
                traced.Index, traced.Entry.GetProperty("seq").GetInt64(), TraceFile.Text(traced.Entry, "stream"),
                traced.Entry.GetProperty("version").GetInt64(), traced.Entry.GetProperty("id").GetGuid());
            if (Unproven(traced, Digest.OfLeaf(entry), trace.Head) is { } problem)
            {
                findings.Add(new(Rule.L2, name, "its proof", "a proof of this leaf under the checkpoint", problem));
            }

            if (TraceFile.Text(traced.Entry, "tenant") != trace.Book)
            {
                findings.Add(new(Rule.B1, name, "its book", Utf8.Shown(trace.Book), Utf8.Shown(TraceFile.Text(traced.Entry, "tenant"))));
            }

            return DataOf(traced, name, findings) is { } data ? (StepOf(traced, data, trace, name, findings), name) : (null, name);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException or JsonException)
        {
            findings.Add(new(Rule.B1, name ?? new(traced.Index, 0, null, null, null), "its entry", "an event in canonical JSON", Utf8.Shown(e.Message)));
            return (null, name);
        }
    }

    private static string? Unproven(TracedEvent traced, Digest leaf, Checkpoint head)
    {
        try
        {
            var proof = InclusionProofText.Parse(traced.Proof);
            return proof.Index != traced.Index ? $"a proof of leaf {proof.Index}"
                : Checkpoint.Parse(Note.Parse(proof.Note).Text) != head ? "a proof under another head"
                : Proofs.VerifyInclusion(leaf, proof.Index, head.Size, proof.Hashes, head.Root) ? null : "a proof that does not lead to the root";
        }
        catch (FormatException e)
        {
            return Utf8.Shown(e.Message);
        }
    }

    /// <summary>The event's data: in the entry, or beside it when the entry has only its hash.</summary>
    private static JsonElement? DataOf(TracedEvent traced, LeafName name, List<Finding> findings)
    {
        var data = traced.Entry.GetProperty("data");
        var told = CanonicalJson.Of(Encoding.UTF8.GetBytes(data.GetRawText()));
        if (!Payloads.IsReference(told))
        {
            if (traced.Payload is not null)
            {
                findings.Add(new(Rule.B1, name, "its payload", "none, for the entry holds the data", "a payload"));
            }

            return data;
        }

        if (traced.Payload is not { } payload)
        {
            findings.Add(new(Rule.D1, name, "its payload", $"data for {Utf8.Shown(told)}", "none"));
            return null;
        }

        var found = LeafEntry.Reference(CanonicalJson.Of(Encoding.UTF8.GetBytes(payload.GetRawText())));
        if (found.AsSpan().SequenceEqual(told))
        {
            return payload;
        }

        findings.Add(new(Rule.D1, name, "its payload", Utf8.Shown(told), Utf8.Shown(found)));
        return null;
    }

    private static TracedStep? StepOf(TracedEvent traced, JsonElement data, TraceFile trace, LeafName name, List<Finding> findings)
    {
        var moves = data.TryGetProperty("movements", out var movements)
            ? movements.EnumerateArray()
                .Where(m => m.GetProperty("product").GetString() == trace.Product
                && m.GetProperty("serials").EnumerateArray().Any(s => s.GetString() == trace.Serial)).ToList()
            : [];
        if (moves is not [var move])
        {
            findings.Add(new(Rule.V1, name, $"the unit {Utf8.Shown(trace.Serial)}", "one movement of it", $"{moves.Count}"));
            return null;
        }

        return new(
            traced.Index, name.Seq, TraceFile.Text(traced.Entry, "type"), TraceFile.Text(traced.Entry, "at"),
            data.TryGetProperty("occurredAt", out var occurred) ? occurred.GetString() : null,
            traced.Entry.TryGetProperty("by", out var by) ? by.GetString() : null, TraceFile.Text(move, "from"), TraceFile.Text(move, "to"));
    }
}
