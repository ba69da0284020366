using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Sealing.Notes;

namespace Ledger.Audit.Export;

internal sealed record ManifestTotal(long Opening, long In, long Out, long Closing);

internal sealed record ManifestView(long Position);

/// <param name="Upto">The size that was asked for; null for the newest.</param>
/// <param name="SealSeconds">How long an event may wait for its leaf.</param>
internal sealed record ManifestParameters(long? Upto, long SealSeconds);

/// <summary>What the exporter says of the bundle; a verifier checks all of it.</summary>
/// <param name="Omitted">Views that are not in it, and why.</param>
internal sealed record ManifestPart(
    string Format,
    string Book,
    string Origin,
    long Size,
    string Root,
    long Position,
    DateTimeOffset ExportedAt,
    ManifestParameters Parameters,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, ManifestTotal> ControlTotals,
    IReadOnlyDictionary<string, ManifestView> Views,
    IReadOnlyDictionary<string, string> Omitted)
{
    public const string Name = "manifest.json";

    private const string OnlyNow = "It is kept as it is now, and cannot be told as of an earlier size.";

    public static ManifestPart Of(ExportSnapshot snapshot, long highest, IReadOnlyDictionary<string, long> counts, IReadOnlyDictionary<string, ManifestTotal> totals)
    {
        var head = Checkpoint.Parse(Note.Parse(snapshot.Head.Note).Text);
        var isPast = snapshot.Upto is not null;
        var views = new SortedDictionary<string, ManifestView>(StringComparer.Ordinal)
        {
            ["stock"] = new(isPast ? snapshot.Head.Position : snapshot.Views.Journal),
            ["journal"] = new(isPast ? snapshot.Head.Position : snapshot.Views.Journal),
        };
        if (!isPast)
        {
            (views["units"], views["orders"], views["milestones"]) = (new(highest), new(snapshot.Views.Orders), new(highest));
        }

        return new(
            "ledger-bundle.v1", snapshot.Book, head.Origin, head.Size, head.Root.ToString(), snapshot.Head.Position, snapshot.At,
            new(snapshot.Upto, (long)ExportHeads.SealInterval.TotalSeconds), counts, totals, views,
            isPast ? new Dictionary<string, string> { ["units"] = OnlyNow, ["orders"] = OnlyNow, ["milestones"] = OnlyNow } : new Dictionary<string, string>());
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.ManifestPart);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ManifestPart))]
internal sealed partial class ManifestJson : JsonSerializerContext;
