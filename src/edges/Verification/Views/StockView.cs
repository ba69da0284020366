using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Units in every account by product. An account that was ever used stays, with zero.</summary>
internal sealed class StockView(Names names)
{
    private readonly Dictionary<(int Product, int Account), (long Quantity, int Last)> _balances = [];

    /// <summary>The balances, by product and account, with the event that changed each last.</summary>
    public IEnumerable<(int Product, int Account, long Quantity)> Balances => _balances.Select(b => (b.Key.Product, b.Key.Account, b.Value.Quantity));

    public void Add(int ordinal, in Movement movement, long quantity)
    {
        Add(movement.Product, movement.From, -quantity, ordinal);
        Add(movement.Product, movement.To, quantity, ordinal);
    }

    public void Compare(Bundle bundle, LeafTable leaves, FindingList findings, Action<string, string, long> row)
    {
        using var csv = bundle.ReadCsv(Parts.Stock);
        var seen = new HashSet<(int, int)>();
        while (csv.Next())
        {
            var (key, quantity) = ((Product: names.OfBytes(csv.Bytes(0)), Account: names.OfBytes(csv.Bytes(1))), csv.Number(2));
            row(names[key.Product], names[key.Account], quantity);
            if (!seen.Add(key))
            {
                findings.Add(new(Rule.V1, null, $"the stock {Shown(key)}", "one row", "the row twice"));
            }
            else if (!_balances.TryGetValue(key, out var expected))
            {
                findings.Add(new(Rule.V1, null, $"the stock {Shown(key)}", "no row, for no event moved any there", $"{quantity} units"));
            }
            else if (quantity != expected.Quantity)
            {
                findings.Add(
                    new(Rule.V1, leaves.NameOf(expected.Last), $"the stock {Shown(key)}, which this event changed last", $"{expected.Quantity} units",
                    $"{quantity}"));
            }
        }

        foreach (var (key, balance) in _balances.Where(balance => !seen.Contains(balance.Key)).OrderBy(balance => balance.Value.Last))
        {
            findings.Add(
                new(Rule.V1, leaves.NameOf(balance.Last), $"the stock {Shown(key)}, which this event changed last", $"{balance.Quantity} units", "no row"));
        }
    }

    private void Add(int product, int account, long quantity, int ordinal)
    {
        ref var balance = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_balances, (product, account), out _);
        balance = (balance.Quantity + quantity, ordinal);
    }

    private string Shown((int Product, int Account) key) => Utf8.Shown($"of {names[key.Product]} at {names[key.Account]}");
}
