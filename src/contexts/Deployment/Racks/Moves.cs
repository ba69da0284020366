namespace Ledger.Deployment.Racks;

/// <summary>Puts units that go the same way into one movement each.</summary>
internal static class Moves
{
    /// <summary>In the order of product and line, so that two commands over the same units queue at them and never wait for each other in a circle.</summary>
    public static IReadOnlyList<Movement> To(string account, IEnumerable<UnitAt> units) =>
        [.. units.GroupBy(u => (u.Product, u.Line, u.Account))
            .OrderBy(g => g.Key.Product, StringComparer.Ordinal).ThenBy(g => g.Key.Line, StringComparer.Ordinal).ThenBy(g => g.Key.Account, StringComparer.Ordinal)
            .Select(g => new Movement(g.Key.Product, g.Key.Line, g.Key.Account, account, [.. g.Select(u => u.Serial)]))];

    public static IReadOnlyList<Movement> To(string account, Rack rack, params IEnumerable<RackUnit> units) =>
        To(account, units.Select(u => new UnitAt(u.Product, u.Serial, Account.InRack(rack.Code, u.Condition), u.Line)));
}
