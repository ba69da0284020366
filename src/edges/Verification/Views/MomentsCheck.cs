using Ledger.Verification.Csv;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>
/// V3: at no effective moment is an account below zero, nor a condition of an agreement line; so of each line at most as many units are commissioned as
/// installed, installed as accepted, accepted as received, and received as shipped.
/// </summary>
internal sealed class MomentsCheck(Names names, LeafTable leaves, FindingList findings)
{
    private readonly Dictionary<(int Product, int Line, string Place), (long Units, int Last)> _balances = [];

    /// <param name="rows">All movements, with the time at which each takes effect.</param>
    public void Run(IEnumerable<(long Effective, int Ordinal, int Product, int Line, int From, int To, long Quantity)> rows)
    {
        foreach (var moment in rows.GroupBy(row => row.Effective).OrderBy(moment => moment.Key))
        {
            var changed = new HashSet<(int, int, string)>();
            foreach (var (_, ordinal, product, line, from, to, quantity) in moment)
            {
                changed.UnionWith(Add(ordinal, product, line, from, -quantity));
                changed.UnionWith(Add(ordinal, product, line, to, quantity));
            }

            foreach (var key in changed.Where(key => _balances[key].Units < 0))
            {
                Tell(moment.Key, key, _balances[key]);
            }
        }
    }

    private IEnumerable<(int, int, string)> Add(int ordinal, int product, int line, int account, long quantity)
    {
        var name = names[account];
        if (name == Custody.Origin)
        {
            yield break;
        }

        yield return Add((product, Names.None, name));
        // A unit leaves the supplier's stock under the line that it is shipped for, and has not come into it under that.
        if (line != Names.None && name[(name.LastIndexOf('/') + 1)..] is var condition and not "inventory")
        {
            yield return Add((product, line, condition));
        }

        (int, int, string) Add((int, int, string) key)
        {
            _balances[key] = (_balances.GetValueOrDefault(key).Units + quantity, ordinal);
            return key;
        }
    }

    private void Tell(long moment, (int Product, int Line, string Place) key, (long Units, int Last) balance) => findings.Add(new(
        Rule.V3, leaves.NameOf(balance.Last),
        Utf8.Shown($"{names[key.Product]} {key.Place}{(key.Line == Names.None ? "" : $" of line {names[key.Line]}")} at the effective time ")
            + CsvTime.Text(moment),
        "no fewer than 0 units", $"{balance.Units}"));
}
