namespace Ledger.Logistics.Returns;

/// <summary>Whose the units of a return are.</summary>
internal static class ReturnedUnits
{
    /// <summary>In which units are at the customer's, so that they can be sent back.</summary>
    public static readonly string[] Conditions = [Condition.Quarantined, Condition.Received, Condition.Accepted];

    /// <summary>Suppliers of the agreements that units count toward; of units that count toward none, those who registered them.</summary>
    public static async Task<IReadOnlyList<string?>> SuppliersAsync(Deal deal, IReadOnlyList<UnitAt> located)
    {
        var makers = deal.Makers(located.FirstOrDefault()?.Product ?? "", [.. located.Where(unit => unit.Line is null).Select(unit => unit.Serial)]);
        var parties = located.Select(unit => unit.Line).OfType<string>().DistinctBy(AgreementLineKey.AgreementOf).Select(line => deal.PartiesOf(line)).ToList();
        var suppliers = new List<string?>(await makers);
        foreach (var party in parties)
        {
            suppliers.Add((await party)?.Supplier);
        }

        return suppliers;
    }

    /// <summary>The same of units that were sent: they count toward nothing by now, but the return says toward what they did.</summary>
    public static Task<IReadOnlyList<string?>> SuppliersAsync(Deal deal, UnitReturn? returned) => SuppliersAsync(deal, SentOf(returned));

    /// <summary>
    /// Customers of the agreements that units counted toward; for those that counted toward none, who sent them back. Who asked, where nothing is sent.
    /// </summary>
    public static async Task<IReadOnlyList<string?>> CustomersAsync(Deal deal, UnitReturn? returned)
    {
        var sent = returned?.SentAtFirst ?? [];
        var parties = sent.Select(movement => movement.Line).OfType<string>().DistinctBy(AgreementLineKey.AgreementOf)
            .Select(line => deal.PartiesOf(line)).ToList();
        var customers = new List<string?>(sent.Count == 0 ? [returned?.RequestedBy] : sent.Exists(movement => movement.Line is null) ? [returned!.SentBy] : []);
        foreach (var party in parties)
        {
            customers.Add((await party)?.Customer);
        }

        return customers;
    }

    private static IReadOnlyList<UnitAt> SentOf(UnitReturn? returned) =>
        [.. (returned?.SentAtFirst ?? []).SelectMany(sent => sent.Serials.Select(serial => new UnitAt(sent.Product, serial, sent.To, sent.Line)))];
}
