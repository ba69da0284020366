using Ledger.Contracts;
using Ledger.Contracts.Ports;

namespace Ledger.Kernel;

/// <summary>Makes movements of units that are moved together but stand in different accounts, or count toward different lines.</summary>
public static class UnitMoves
{
    /// <summary>One movement for each product, line and account that the units come from, in a fixed order.</summary>
    public static IReadOnlyList<Movement> To(string account, IEnumerable<UnitAt> units) =>
        [.. units
            .GroupBy(unit => (unit.Product, unit.Line, unit.Account))
            .OrderBy(group => group.Key.Product, StringComparer.Ordinal).ThenBy(group => group.Key.Account, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Line, StringComparer.Ordinal)
            .Select(group => new Movement(group.Key.Product, group.Key.Line, group.Key.Account, account, [.. group.Select(unit => unit.Serial)]))];

    /// <summary>The serials that are not in one of the accounts, in the order that they were sent in.</summary>
    public static IReadOnlyList<string> NotAt(IReadOnlyList<string> serials, IEnumerable<UnitAt> located, params IReadOnlyCollection<string> accounts)
    {
        var there = located.Where(unit => accounts.Contains(unit.Account)).Select(unit => unit.Serial).ToHashSet();
        return [.. serials.Where(serial => !there.Contains(serial))];
    }
}
