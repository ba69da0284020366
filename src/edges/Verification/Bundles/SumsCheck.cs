using Ledger.Verification.Findings;

namespace Ledger.Verification.Bundles;

/// <summary>
/// B1: <c>SHA256SUMS</c> names every part but itself, and each is as it says. It proves nothing against the operator; it tells damage from forgery.
/// </summary>
internal static class SumsCheck
{
    public static void Run(Bundle bundle, FindingList findings)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in bundle.ReadText(Parts.Sums).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split("  ", 2) is not [{ Length: 64 } sum, var name] || !told.TryAdd(name, sum))
            {
                findings.Add(new(Rule.B1, null, $"a line of {Parts.Sums}", "a SHA-256, two spaces and the name of a part, each once", Utf8.Shown(line)));
            }
        }

        foreach (var name in bundle.Names.Where(name => name != Parts.Sums && bundle.Layout.IsKnown(name)).Union(told.Keys).Order(StringComparer.Ordinal))
        {
            var (expected, found) = (told.GetValueOrDefault(name), bundle.Has(name) && bundle.Layout.IsKnown(name) ? bundle.SumOf(name) : null);
            if (expected != found)
            {
                findings.Add(new(Rule.B1, null, $"the sum of {Utf8.Shown(name)}", expected ?? $"a line in {Parts.Sums}", found ?? "no such part"));
            }
        }
    }
}
