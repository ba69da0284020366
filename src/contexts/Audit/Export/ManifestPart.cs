using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Sealing.Notes;

namespace Ledger.Audit.Export;

internal sealed record ManifestView(long Position);

/// <param name="Upto">The size that was asked for; null for the newest.</param>
/// <param name="SealSeconds">How long an event may wait for its leaf.</param>
internal sealed record ManifestParameters(long? Upto, long SealSeconds);

/// <summary>What the exporter says of the bundle; a verifier checks all of it.</summary>
/// <param name="Dictionary">The part that says what the columns of the CSVs are.</param>
/// <param name="Omitted">Views that are not in it, and why.</param>
internal sealed record ManifestPart(
    string Format,
    string Book,
    string Origin,
    long Size,
    string Root,
    long Position,
    string ExportedAt,
    ManifestParameters Parameters,
    string Dictionary,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, ControlTotal> ControlTotals,
    IReadOnlyDictionary<string, ManifestView> Views,
    IReadOnlyDictionary<string, string> Omitted)
{
    public const string Name = "manifest.json";

    private const string Number = "ledger-bundle.v3";

    private const string OnlyNow = "Only the current state is kept; it cannot be shown as of an earlier log size.";

    public static ManifestPart Of(
        ExportSnapshot snapshot, ViewParts views, IReadOnlyDictionary<string, long> counts, IReadOnlyDictionary<string, ControlTotal> totals)
    {
        var head = Checkpoint.Parse(Note.Parse(snapshot.Head.Note).Text);
        return new(
            Number, snapshot.Book, head.Origin, head.Size, head.Root.ToString(), snapshot.Head.Position, CsvValues.Time(snapshot.At),
            new(snapshot.Upto, (long)ExportHeads.SealInterval.TotalSeconds), ColumnsPart.Name, counts, totals, views.Positions,
            views.Omitted.ToDictionary(view => view, _ => OnlyNow));
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.ManifestPart);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ManifestPart))]
internal sealed partial class ManifestJson : JsonSerializerContext;
