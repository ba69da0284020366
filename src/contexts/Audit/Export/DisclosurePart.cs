using System.Text.Json;
using Ledger.Audit.Log;

namespace Ledger.Audit.Export;

/// <summary>Confidential terms that whoever exports may read: they go with the bundle. All others stay the digests that they are in the log.</summary>
internal static class DisclosurePart
{
    private const string Leaves = $"select event_id, index from {LogSchema.Leaf} where book = $1 and index < $2 and event_id = any($3)";

    public static async Task WriteAsync(BundleZip zip, ExportSnapshot snapshot, IReadOnlyList<EntitledDisclosure> entitled, CancellationToken ct)
    {
        var leaves = new Dictionary<Guid, long>();
        await using (var query = snapshot.Command(Leaves, snapshot.Book, snapshot.Head.Size, entitled.Select(term => term.Event).Distinct().ToArray()))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                leaves[row.GetGuid(0)] = row.GetInt64(1);
            }
        }

        await zip.PartAsync(
            "disclosures.jsonl",
            async part =>
            {
                foreach (var term in entitled.Where(term => leaves.ContainsKey(term.Event)))
                {
                    await using (var json = new Utf8JsonWriter(part.Buffer))
                    {
                        json.WriteStartObject();
                        json.WriteNumber("index", leaves[term.Event]);
                        json.WriteString("disclosure", term.Disclosure);
                        json.WriteEndObject();
                    }

                    part.Write("\n"u8);
                    await part.DrainAsync(ct);
                }
            },
            ct);
    }
}
