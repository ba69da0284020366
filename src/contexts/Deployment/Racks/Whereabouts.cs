namespace Ledger.Deployment.Racks;

/// <summary>Where the units of a command are, by product and serial; the units that the book does not know are absent.</summary>
internal static class Whereabouts
{
    public static async Task<IReadOnlyDictionary<(string Product, string Serial), UnitAt>> OfAsync(
        this IUnits units, string book, IEnumerable<UnitsOfProduct> wanted, CancellationToken ct)
    {
        var located = new Dictionary<(string, string), UnitAt>();
        foreach (var (product, serials) in wanted)
        {
            foreach (var unit in await units.LocateAsync(book, product, serials, ct))
            {
                located.Add((unit.Product, unit.Serial), unit);
            }
        }

        return located;
    }
}
