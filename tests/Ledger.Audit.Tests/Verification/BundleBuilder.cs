using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Sealing;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Audit.Tests.Verification;

/// <summary>
/// Makes a bundle by hand, part by part, from a list of events. A forger changes what it is made of (what the log says, what the table says, who signs), or the
/// parts afterwards; everything that follows is made consistently, as a forger with the operator's key would.
/// </summary>
internal sealed class BundleBuilder(Signers signers)
{
    /// <summary>What the log holds.</summary>
    public List<StoredEvent> Logged { get; set; } = Deal.Small().Events;

    /// <summary>What the event table holds; null when it is what the log holds.</summary>
    public List<StoredEvent>? Rows { get; set; }

    /// <summary>What the views were made from; null when it is what the table holds.</summary>
    public List<StoredEvent>? Viewed { get; set; }

    /// <summary>Entries as they are in the log, where a forger replaced the leaf itself.</summary>
    public Dictionary<int, byte[]> Leaves { get; } = [];

    public IReadOnlyList<int>? HeadSizes { get; set; }

    public DateTimeOffset? ExportedAt { get; set; }

    public Func<Checkpoint, DateTimeOffset, string>? Sign { get; set; }

    public Dictionary<string, byte[]> Parts { get; private set; } = [];

    public string Checkpoint => Text("checkpoint");

    public BundleBuilder Build()
    {
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var rows = Rows ?? Logged;
        var entries = Logged.Select((e, i) => (Entry: LeafEntry.Of(e), Index: i))
            .Select(e => Leaves.TryGetValue(e.Index, out var forged) ? new LeafEntry(forged, null) : e.Entry).ToList();
        var (heads, tiles) = Grow(entries);
        var newest = heads[^1];
        void Add(string name, string text) => parts[name] = Encoding.UTF8.GetBytes(text);

        Add("checkpoint", newest.Note);
        Add("policy.txt", signers.Policy.ToString());
        Add("heads.jsonl", string.Concat(heads.Select(head => JsonSerializer.Serialize(new { size = head.Head.Size, note = head.Note }) + "\n")));
        parts["entries.jsonl"] = [.. entries.SelectMany(entry => entry.Bytes.Append((byte)'\n'))];
        Add("payloads.jsonl",
            string.Concat(entries.Select((e, i) => e.Payload is null ? "" : $"{{\"index\":{i},\"data\":{Encoding.UTF8.GetString(e.Payload)}}}\n")));
        Add("disclosures.jsonl", "");
        Add("events.csv", Columns.Csv("events.csv", rows.Select(RowOf)));
        Add("streams.csv", Columns.Csv("streams.csv", rows.GroupBy(e => e.Stream).Select(s => new[] { s.Key, $"{s.Count()}", "false" })));
        Add("sequence.csv", Columns.Csv("sequence.csv", []));
        Add("deadletters.csv", Columns.Csv("deadletters.csv", []));
        var views = new Views(Viewed ?? rows);
        views.AddTo(Add);
        Add("columns.csv", Columns.Dictionary());
        foreach (var (path, bytes) in tiles)
        {
            parts[path.ToString()] = bytes;
        }

        Add("VERIFY.md", "How to verify this bundle.\n");
        var position = views.Position;
        Add("manifest.json", JsonSerializer.Serialize(new
        {
            format = "ledger-bundle.v3",
            book = Deal.Book,
            origin = Signers.Origin,
            size = newest.Head.Size,
            root = newest.Head.Root.ToString(),
            position = Logged.Max(e => e.Position),
            exportedAt = ExportedAt ?? rows.Max(e => e.At).AddSeconds(2),
            dictionary = "columns.csv",
            parameters = new { upto = (long?)null, sealSeconds = 60 },
            counts = new
            {
                leaves = entries.Count,
                payloads = entries.Count(e => e.Payload is not null),
                events = rows.Count,
                heads = heads.Count,
                columns = Columns.Count,
            },
            controlTotals = views.Totals,
            views = new
            {
                stock = new { position },
                journal = new { position },
                units = new { position },
                orders = new { position },
                milestones = new { position }
            },
        }));
        Parts = parts;
        return this;
    }

    public string Text(string part) => Encoding.UTF8.GetString(Parts[part]);

    /// <summary>Changes a part, which must change.</summary>
    public BundleBuilder Edit(string part, Func<string, string> edit)
    {
        var before = Text(part);
        var after = edit(before);
        Assert.NotEqual(before, after);
        Parts[part] = Encoding.UTF8.GetBytes(after);
        return this;
    }

    public BundleBuilder Replace(string part, string old, string with)
    {
        Assert.Contains(old, Text(part), StringComparison.Ordinal);
        return Edit(part, text => text.Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>Writes the zip, with sums of the parts as they are now.</summary>
    public string Write()
    {
        Parts["SHA256SUMS"] =
            Encoding.UTF8.GetBytes(
                string.Concat(Parts.Where(p => p.Key != "SHA256SUMS").Select(p => $"{Convert.ToHexStringLower(SHA256.HashData(p.Value))}  {p.Key}\n")));
        var path = Path.Combine(Directory.CreateTempSubdirectory("bundle-").FullName, "bundle.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in Parts)
        {
            using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            stream.Write(bytes);
        }

        return path;
    }

    public static string Csv(string heading, IEnumerable<string?[]> rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select(Field)) + "\r\n").Prepend(heading + "\r\n"));

    public static string?[] RowOf(StoredEvent e) =>
        [
            $"{e.Position}", $"{e.Id:D}", e.Stream, $"{e.Version}", e.Tenant, e.Type, Views.Time(e.At), e.By, e.Cause, e.Correlation,
            e.Headers is { } headers ? Encoding.UTF8.GetString(headers.Span) : null, Encoding.UTF8.GetString(e.Data.Span), "false", $"Clr.{e.Type}", "false",
        ];

    private static string Field(string? value)
    {
        if (value is null)
        {
            return "";
        }

        var guarded = value.Length > 0 && !long.TryParse(value, CultureInfo.InvariantCulture, out _) && "=+-@\t\r'".Contains(value[0]) ? "'" + value : value;
        return value.Length == 0 || guarded.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{guarded.Replace("\"", "\"\"")}\"" : guarded;
    }

    private (List<(Checkpoint Head, string Note)> Heads, Dictionary<TilePath, byte[]> Tiles) Grow(List<LeafEntry> entries)
    {
        var (tree, completed) = (new CompactRange(), new List<TileNode>());
        var hashes = new Dictionary<(int Level, long Index), Digest>();
        var heads = new List<(Checkpoint, string)>();
        var sizes = HeadSizes ?? [.. Enumerable.Range(1, entries.Count)];
        foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
        {
            hashes[(0, index)] = entry.Leaf;
            completed.Clear();
            tree.Append(entry.Leaf, completed);
            completed.ForEach(node => hashes[(node.Level, node.Index)] = node.Hash);
            if (sizes.Contains(index + 1))
            {
                var (head, at) = (new Checkpoint(Signers.Origin, index + 1, tree.Root()), Logged[index].At.AddSeconds(1));
                heads.Add((head, Sign is null ? signers.Sign(head, at) : Sign(head, at)));
            }
        }

        var tiles = TilePath.OfTree(entries.Count).ToDictionary(
            tile => tile, tile =>
                Enumerable.Range(0, tile.Width).SelectMany(i => hashes[(tile.Level, (tile.Index * TilePath.Full) + i)].Bytes.ToArray()).ToArray());
        return (heads, tiles);
    }
}
