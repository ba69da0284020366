using System.Text.Json;

namespace Ledger.Verification.Bundles;

/// <summary>What the exporter says of the bundle. All of it is only said: the verifier compares it with what it finds.</summary>
/// <param name="Position">The highest sequence number among the leaves.</param>
/// <param name="Upto">The size that the export was asked for as of; null for the newest.</param>
/// <param name="SealSeconds">How long an event may wait for its leaf, as the operator says.</param>
/// <param name="Dictionary">The part that describes the columns; null in a layout that has none.</param>
/// <param name="Counts">Records in each part.</param>
/// <param name="Totals">Units that came in, went out and are there, by product.</param>
/// <param name="Views">The position that each view includes.</param>
internal sealed record Manifest(
    string Book,
    string Origin,
    long Size,
    string Root,
    long Position,
    DateTimeOffset ExportedAt,
    long? Upto,
    long SealSeconds,
    string? Dictionary,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, ControlTotal> Totals,
    IReadOnlyDictionary<string, long> Views)
{
    /// <exception cref="UnreadableException">It is not a manifest.</exception>
    public static Manifest Read(Bundle bundle)
    {
        try
        {
            using var json = JsonDocument.Parse(bundle.ReadAll(Parts.Manifest), new() { AllowDuplicateProperties = false });
            var root = json.RootElement;
            var parameters = root.GetProperty("parameters");
            return new(
                Text(root, "book"), Text(root, "origin"), Natural(root, "size"), Text(root, "root"), Natural(root, "position"),
                root.GetProperty("exportedAt").GetDateTimeOffset(),
                parameters.GetProperty("upto") is { ValueKind: not JsonValueKind.Null } upto ? upto.GetInt64() : null, Natural(parameters, "sealSeconds"),
                bundle.Layout.HasDictionary ? Text(root, "dictionary") : null,
                root.GetProperty("counts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt64(), StringComparer.Ordinal),
                root.GetProperty("controlTotals").EnumerateObject()
                    .ToDictionary(total => total.Name, total => ControlTotal.Read(total.Value), StringComparer.Ordinal),
                root.GetProperty("views").EnumerateObject().ToDictionary(view => view.Name, view => Natural(view.Value, "position"), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UnreadableException($"The manifest is not one of {bundle.Layout.Format}: {e.Message}", e);
        }
    }

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static long Natural(JsonElement parent, string name) =>
        parent.GetProperty(name).GetInt64() is >= 0 and var value ? value : throw new FormatException($"{name} is below zero.");
}

/// <summary>Units of one product: what there was, what came from the origin and went back to it, what there is.</summary>
internal sealed record ControlTotal(long Opening, long In, long Out, long Closing)
{
    public static ControlTotal Read(JsonElement json) =>
        new(json.GetProperty("opening").GetInt64(), json.GetProperty("in").GetInt64(), json.GetProperty("out").GetInt64(),
            json.GetProperty("closing").GetInt64());

    public override string ToString() => $"opening {Opening}, in {In}, out {Out}, closing {Closing}";
}
