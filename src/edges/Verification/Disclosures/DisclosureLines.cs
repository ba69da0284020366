using System.Globalization;
using System.Text.Json;
using Ledger.Verification.Bundles;

namespace Ledger.Verification.Disclosures;

/// <summary>The lines of <c>disclosures.jsonl</c>: a leaf and a disclosure of one of its terms.</summary>
internal static class DisclosureLines
{
    private const int LineBytesMax = 1024 * 1024;

    public static void Read(Bundle bundle, DisclosureCheck disclosures)
    {
        using var lines = new LineReader(Parts.Disclosures, bundle.Read(Parts.Disclosures), LineBytesMax);
        while (lines.Next(out var line))
        {
            try
            {
                var json = JsonElement.Parse(line);
                disclosures.Disclose(json.GetProperty("index").GetInt64(), json.GetProperty("disclosure").GetString()!);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
            {
                throw new UnreadableException($"Line {lines.Count} of {Parts.Disclosures} is not a disclosure: {e.Message}", e);
            }
        }
    }

    /// <summary>How many terms there are of each kind; nothing when there are none.</summary>
    public static IEnumerable<string> Tell(DisclosureCheck disclosures)
    {
        foreach (var kind in disclosures.Terms.GroupBy(term => term.Status).OrderBy(kind => kind.Key))
        {
            var said = kind.Key switch
            {
                TermStatus.Disclosed => "disclosed, and fit their digests",
                TermStatus.LawfullyErased => "lawfully erased",
                _ => "not disclosed to whoever made this export",
            };
            yield return string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} confidential terms are {said}.");
        }
    }
}
