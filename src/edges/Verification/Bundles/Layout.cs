using System.Text.Json;
using Ledger.Verification.Csv;

namespace Ledger.Verification.Bundles;

/// <summary>
/// The form of a bundle: which parts it has, what the columns of its CSVs are, and how values are written there. Every form that the ledger ever wrote stays
/// here, for a bundle is kept for years. Columns have the same places in all of them.
/// </summary>
/// <param name="Format">As the manifest calls it.</param>
/// <param name="Csvs">Columns of each CSV.</param>
/// <param name="IsStrict">
/// Numbers are bare and each value has one spelling; before, a negative number was guarded like a text, and times were as the partner had sent them.
/// </param>
/// <param name="HasEffectiveTimes">The journal has effective times; before, it had the told ones.</param>
internal sealed record Layout(string Format, IReadOnlyDictionary<string, Column[]> Csvs, bool IsStrict, bool HasEffectiveTimes = false)
{
    private static readonly string[] Basics =
    [
        Parts.Manifest, Parts.Checkpoint, Parts.Policy, Parts.Heads, Parts.Entries, Parts.Payloads, Parts.Disclosures, Parts.Sums, Parts.Guide,
    ];

    private static readonly string[] Views = [Parts.Stock, Parts.Journal, Parts.Units, Parts.Orders, Parts.Milestones];

    private static Layout[] All => [FirstLayout.Layout, SecondLayout.Layout, ThirdLayout.Layout];

    /// <summary>Without these nothing can be verified at all.</summary>
    public IEnumerable<string> Required { get; } = [.. Basics, .. Csvs.Keys.Except(Views)];

    public bool HasDictionary => Csvs.ContainsKey(Parts.Columns);

    public bool IsKnown(string name) => Required.Contains(name) || Views.Contains(name) || Parts.IsTile(name) || Parts.ProofOf(name) is not null;

    /// <exception cref="UnreadableException">The manifest names no form that is known.</exception>
    public static Layout Of(Bundle bundle)
    {
        try
        {
            using var json = JsonDocument.Parse(bundle.ReadAll(Parts.Manifest));
            var format = json.RootElement.GetProperty("format").GetString() ?? "";
            return Array.Find(All, layout => layout.Format == format)
                ?? throw new UnreadableException(
                    $"The manifest's format is {Utf8.Shown(format)}; this verifier reads {string.Join(", ", All.Select(layout => layout.Format))}.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UnreadableException($"The manifest does not say which format it has: {e.Message}", e);
        }
    }
}
