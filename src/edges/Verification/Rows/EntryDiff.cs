using System.Text.Json;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Rows;

/// <summary>
/// Says in which member a row differs from its leaf. Only for this are entries read a second time, and only up to the last one that is asked for.
/// </summary>
internal static class EntryDiff
{
    public static void Tell(Bundle bundle, IReadOnlyList<Mismatch> mismatches, LeafTable leaves, FindingList findings)
    {
        foreach (var (mismatch, entry) in mismatches.OrderBy(m => m.Leaf).Zip(EntryLines.At(bundle, [.. mismatches.Select(m => (long)m.Leaf).Order()])))
        {
            foreach (var (path, leaf, row) in Differences(entry, mismatch.Entry))
            {
                findings.Add(new(Rule.D1, leaves.NameOf(mismatch.Leaf), $"{path} of its row in the event table", leaf, row));
            }
        }
    }

    private static List<(string Path, string Leaf, string Row)> Differences(byte[] entry, byte[] row)
    {
        var all = new List<(string, string, string)>();
        try
        {
            Compare("", JsonElement.Parse(entry), JsonElement.Parse(row), all);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            all.Add(("the whole", Utf8.Shown(entry), Utf8.Shown(row)));
        }

        return all.Count > 0 ? all : [("the spelling", Utf8.Shown(entry), Utf8.Shown(row))];
    }

    private static void Compare(string path, JsonElement leaf, JsonElement row, List<(string Path, string Leaf, string Row)> all)
    {
        if (leaf.ValueKind == JsonValueKind.Object && row.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in leaf.EnumerateObject().Select(m => m.Name).Union(row.EnumerateObject().Select(m => m.Name)))
            {
                var (hasLeaf, hasRow) = (leaf.TryGetProperty(name, out var inLeaf), row.TryGetProperty(name, out var inRow));
                if (hasLeaf && hasRow)
                {
                    Compare($"{path}/{name}", inLeaf, inRow, all);
                }
                else
                {
                    all.Add(($"{path}/{name}", hasLeaf ? Shown(inLeaf) : "no such member", hasRow ? Shown(inRow) : "no such member"));
                }
            }
        }
        else if (leaf.ValueKind == JsonValueKind.Array && row.ValueKind == JsonValueKind.Array && leaf.GetArrayLength() == row.GetArrayLength())
        {
            for (var i = 0; i < leaf.GetArrayLength() && all.Count == 0; i++)
            {
                Compare($"{path}/{i}", leaf[i], row[i], all);
            }
        }
        else if (leaf.GetRawText() != row.GetRawText())
        {
            all.Add((path, Shown(leaf), Shown(row)));
        }
    }

    private static string Shown(JsonElement value) => Utf8.Shown(value.GetRawText());
}
