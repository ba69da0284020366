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

    /// <summary>
    /// Refuses what is not where the command needs it: for good, unless all of it is still to come. Then another partner's message, such as a receipt, cures
    /// it, and the same command is taken once that is recorded.
    /// </summary>
    /// <param name="absent">What is not there; at least one.</param>
    /// <param name="isComing">Whether a unit can still come from the account.</param>
    public static Refusal Absent(IReadOnlyList<string> absent, IEnumerable<UnitAt> located, Func<string, bool> isComing, string detail)
    {
        var coming = located.Where(unit => isComing(unit.Account)).Select(unit => unit.Serial).ToHashSet();
        return new(absent.All(coming.Contains) ? Problems.UnitNotThereYet : Problems.UnitNotThere, detail, absent);
    }

    /// <summary>Is a unit in the account on its way to a customer: with its supplier, under way, or not seen yet?</summary>
    public static bool IsOnItsWay(string account) =>
        Account.ConditionOf(account) is Condition.Inventory or Condition.InTransit or Condition.Missing && !IsOnItsWayBack(account);

    /// <summary>Was a unit in the account sent back, and has it not come to its supplier?</summary>
    public static bool IsOnItsWayBack(string account) => account.StartsWith("return:", StringComparison.Ordinal);
}
