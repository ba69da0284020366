namespace Ledger.Logistics.Batches;

/// <summary>
/// Where units lie that are with their supplier again and never left it: in the inventory, if their batch still waits there; else they are returned, for only
/// returned units go into another batch.
/// </summary>
internal static class SupplierStock
{
    /// <summary>The batches of units that have not been shipped.</summary>
    public static async Task<IReadOnlyList<Batch>> WaitingAsync(Deal deal, string product, IReadOnlyList<string> serials)
    {
        var asked = (await deal.LastMoved<BatchRegistered>(product, serials)).Select(units => deal.Latest<Batch>(units.Stream)).ToList();
        var waiting = new List<Batch>();
        foreach (var batch in asked)
        {
            if (await batch is { State: BatchState.Registered } registered)
            {
                waiting.Add(registered);
            }
        }

        return waiting;
    }

    /// <summary>The account that a unit goes back to: the one that it came from, unless that is an inventory which nobody ships it from.</summary>
    public static string BackTo(string from, string serial, IReadOnlyList<Batch> waiting) =>
        Account.ConditionOf(from) != Condition.Inventory || waiting.Any(batch => from == InventoryOf(batch) && batch.Serials.Contains(serial))
            ? from
            : $"{Account.PlaceOf(from)}/{Condition.Returned}";

    private static string InventoryOf(Batch batch) => Account.AtSite(batch.Site, Condition.Inventory);
}
