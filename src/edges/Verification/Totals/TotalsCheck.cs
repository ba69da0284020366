using Ledger.Verification.Bundles;
using Ledger.Verification.Findings;
using Ledger.Verification.Views;

namespace Ledger.Verification.Totals;

/// <summary>
/// V2: for each product, what there was and came in less what went out is what is there; the manifest says so, the entries do, and the stock's own rows do.
/// </summary>
internal sealed class TotalsCheck
{
    private readonly Dictionary<string, (long There, long Sum)> _stock = new(StringComparer.Ordinal);

    /// <summary>A row of the stock as the ledger has it.</summary>
    public void Row(string product, string account, long quantity)
    {
        ref var total = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_stock, product, out _);
        total = (total.There + (account == Custody.Origin ? 0 : quantity), total.Sum + quantity);
    }

    /// <param name="hasStock">Without the stock's rows only the manifest and the entries are compared.</param>
    public void Finish(Manifest manifest, IReadOnlyDictionary<string, (long In, long Out)> flows, bool hasStock, FindingList findings)
    {
        foreach (var product in manifest.Totals.Keys.Union(flows.Keys).Union(_stock.Keys).Order(StringComparer.Ordinal))
        {
            var flow = flows.GetValueOrDefault(product);
            var expected = new ControlTotal(0, flow.In, flow.Out, flow.In - flow.Out);
            var told = manifest.Totals.GetValueOrDefault(product);
            if (told is null || told.Opening + told.In - told.Out != told.Closing)
            {
                findings.Add(
                    new(Rule.V2, null, $"the manifest's control total of {Utf8.Shown(product)}", "opening + in − out = closing", told?.ToString() ?? "none"));
            }

            if (told is not null && told != expected)
            {
                findings.Add(new(Rule.V2, null, $"the manifest's control total of {Utf8.Shown(product)}", $"{expected}, from the entries", $"{told}"));
            }

            var there = _stock.GetValueOrDefault(product);
            if (hasStock && (there.There != expected.Closing || there.Sum != 0))
            {
                findings.Add(
                    new(Rule.V2, null, $"the stock of {Utf8.Shown(product)} as a whole",
                    $"{expected.Closing} units outside the origin, and all accounts summing to 0", $"{there.There} and {there.Sum}"));
            }
        }
    }
}
