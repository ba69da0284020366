using Ledger.Logistics.Batches;

namespace Ledger.Logistics.Returns;

/// <summary>Units that count on an order line: they were shipped on it with their batch, or attributed to it.</summary>
/// <param name="AgreementLine">Agreement line that they count toward.</param>
/// <param name="Site">Site of the batch that they came with.</param>
public sealed record ShippedOn(string Order, int OrderLine, string AgreementLine, string Site, IReadOnlyList<string> Serials)
{
    /// <summary>Asks on which order lines units count that have arrived.</summary>
    internal static async Task<IReadOnlyList<ShippedOn>> OfAsync(Deal deal, string product, IReadOnlyList<string> serials)
    {
        var last = await deal.LastMoved<BatchShipped, UnitsAttributed>(product, serials);
        var asked = last.Select(units => (Batch: deal.Latest<Batch>(units.Stream), units.Serials)).ToList();
        var shipped = new List<ShippedOn>();
        foreach (var (batch, units) in asked)
        {
            shipped.AddRange(Of((await batch)!, product, units));
        }

        return shipped;
    }

    /// <summary>How many of each order line, in a fixed order.</summary>
    internal static IReadOnlyList<ReturnedFrom> Returned(IEnumerable<ShippedOn> shipped) =>
        [.. shipped.GroupBy(on => (on.Order, on.OrderLine, on.AgreementLine))
            .OrderBy(line => line.Key.Order, StringComparer.Ordinal).ThenBy(line => line.Key.OrderLine)
            .Select(line => new ReturnedFrom(line.Key.Order, line.Key.OrderLine, line.Key.AgreementLine, line.Sum(on => (long)on.Serials.Count)))];

    /// <summary>A batch of which units arrived is shipped for good, so its last shipment is the one that they were on.</summary>
    private static IEnumerable<ShippedOn> Of(Batch batch, string product, IReadOnlyList<string> units)
    {
        var left = units.ToHashSet(StringComparer.Ordinal);
        foreach (var attributed in batch.Attributed.AsEnumerable().Reverse().Where(attributed => attributed.Product == product))
        {
            if (attributed.Serials.Where(left.Remove).ToList() is { Count: > 0 } some)
            {
                yield return new(attributed.Order, attributed.OrderLine, attributed.AgreementLine, batch.Site, some);
            }
        }

        if (left.Count > 0)
        {
            yield return new(
                batch.Shipment!.Order, batch.Shipment.OrderLine, batch.Shipment.Line, batch.Site, [.. units.Where(left.Contains)]);
        }
    }
}
