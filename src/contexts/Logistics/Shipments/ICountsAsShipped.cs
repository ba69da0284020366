namespace Ledger.Logistics.Shipments;

/// <summary>An event that changes how many units count as shipped on order lines.</summary>
internal interface ICountsAsShipped
{
    IEnumerable<ShippedChange> Changes { get; }
}

/// <param name="QuantityUnits">Below zero where units no longer count.</param>
/// <param name="OrderedUnits">What the line calls for: no more may count. Null where nothing is refused.</param>
/// <param name="Step">The step by which units no longer count, so that there is room for others; null where units are added.</param>
internal sealed record ShippedChange(string Order, int OrderLine, long QuantityUnits, long? OrderedUnits = null, string? Step = null);
