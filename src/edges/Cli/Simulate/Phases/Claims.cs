using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>
/// One order on which nearly everything goes wrong that the parties can settle: eight network adapters, of which seven are at the customer's in the end and one
/// is credited. Its figures are the same whatever the size and the seed of the deal.
/// </summary>
internal static class Claims
{
    public const string Order = "PO-2027-CLAIMS";
    public const int Ordered = 8;
    private const string Carrier = "AEROLANE";
    private static readonly DateTimeOffset Begins = new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly CatalogProduct Product = Catalog.Nic;
    private static readonly string Site = Sites.DataCentres[0];

    public static IEnumerable<Step> Play(World world)
    {
        yield return Begins;
        yield return world.Post(new PlaceOrder(
            Order, Deal.Agreement, Site, [new(1, AgreementLines.Of(Product), Product.Id, Ordered, new DateOnly(2027, 3, 15))]));
        yield return After(world, 2);
        yield return world.Post(new AcknowledgeOrder(Order, "ACK-2027-CLAIMS", [new(1, AcknowledgedStatus.Accepted, new DateOnly(2027, 3, 15))]));
        yield return After(world, 10);
        var first = new Consignment(world, Order, 1, Product, Site, Ordered);
        var units = first.Units.Serials;
        foreach (var step in Arrival(world, first, units)) yield return step;
        foreach (var step in Inspections(world, units)) yield return step;
        foreach (var step in ReturnsOf(world, units)) yield return step;
        foreach (var step in Counts(world, units)) yield return step;
    }

    /// <summary>
    /// Five of eight arrive, with one that was not advised. Of the three missing, one is found, one given up and one comes back to the hub and goes out again.
    /// </summary>
    private static IEnumerable<Step> Arrival(World world, Consignment first, IReadOnlyList<string> units)
    {
        var stray = world.Numbers.Serials(Product, 1).Serials;
        yield return world.Post(first.Register());
        yield return After(world, 1);
        yield return world.Post(first.Ship());
        yield return world.Post(new ReportTransport(first.Batch, world.Numbers.Next("TR"), TransportStatus.Departed, Sites.Port));
        yield return After(world, 6);
        yield return world.Post(new ReportTransport(first.Batch, world.Numbers.Next("TR"), TransportStatus.Delivered, Site, "one box is torn"));
        yield return world.Post(first.Receive([.. units.Take(6), .. stray]));
        yield return After(world, 1);

        // The label of the sixth was read from the packing list.
        yield return world.Post(new CorrectReceipt(first.Batch, world.Numbers.Next("RCC"), [units[5]], "read from the packing list, not from a unit"));
        yield return After(world, 9);
        yield return world.Post(first.Receive([units[5]]));
        yield return world.Post(new WriteOffUnits(
            world.Numbers.Next("WO"), first.Batch, Carrier, "not found after a search of both terminals", [units[6]], "CLAIM-2027-014"));
        yield return world.Post(new TakeBackUnits(world.Numbers.Next("TB"), first.Batch, Sites.Port, "left behind at the dock", [units[7]]));
        yield return After(world, 2);
        yield return world.Post(new AttributeUnits(world.Numbers.Next("AT"), first.Batch, Product.Id, stray, Order, 1));
        yield return After(world, 1);
        foreach (var step in Replacement(world, SerialRun.Of(Product, units[7]))) yield return step;
        yield return world.Post(new AcceptUnits(world.Numbers.Next("QC"), Site, Product.Id, stray, "the same model, sealed"));
        yield return After(world, 1);
    }

    /// <summary>All six are accepted, the last by mistake: it was meant to be rejected.</summary>
    private static IEnumerable<Step> Inspections(World world, IReadOnlyList<string> units)
    {
        var inspection = world.Numbers.Next("QC");
        yield return world.Post(new AcceptUnits(inspection, Site, Product.Id, [.. units.Take(6)]));
        yield return After(world, 1);
        yield return world.Post(new CorrectInspection(inspection, world.Numbers.Next("QCC"), [units[5]], "its self-test had failed"));
        yield return world.Post(new RejectUnits(world.Numbers.Next("QC"), Site, Product.Id, [units[5]], "fails its self-test"));
        yield return After(world, 3);
    }

    /// <summary>
    /// One return is refused at first, then authorised and credited; one is lost on its way and replaced; one is scrapped and replaced; one was a mistake.
    /// </summary>
    private static IEnumerable<Step> ReturnsOf(World world, IReadOnlyList<string> units)
    {
        var credited = world.Numbers.Next("RMA");
        yield return world.Post(new RequestReturn(credited, Site, Product.Id, [units[5]], "fails its self-test"));
        yield return After(world, 1);
        yield return world.Post(new RefuseReturn(credited, "send the log of the self-test first"));
        yield return After(world, 4);
        yield return world.Post(new AuthoriseReturn(credited, "NL-RMA-3301", Product.Origin));
        yield return After(world, 1);
        yield return world.Post(new ReturnUnits(credited, Site, Product.Id, [units[5]], Product.Origin, "fails its self-test", Carrier));
        yield return After(world, 8);
        yield return world.Post(new ReceiveReturn(credited, world.Numbers.Next("RR")));
        yield return After(world, 5);
        yield return world.Post(new CreditReturn(world.Numbers.Next("CN"), credited, "no adapter of this revision is left"));

        var lost = world.Numbers.Next("RMA");
        yield return world.Post(new ReturnUnits(lost, Site, Product.Id, [units[4]], Product.Origin, "optics drift", Carrier));
        yield return After(world, 14);
        yield return world.Post(new ReceiveReturn(lost, world.Numbers.Next("RR"), []));
        yield return After(world, 20);
        yield return world.Post(new WriteOffReturn(
            world.Numbers.Next("WR"), lost, Carrier, "the pallet was never found", Claim: "CLAIM-2027-031"));
        foreach (var step in Replacement(world, world.Numbers.Serials(Product, 1))) yield return step;

        var worn = world.Numbers.Next("RMA");
        yield return world.Post(new ReturnUnits(worn, Site, Product.Id, [units[3]], Product.Origin, "bent bracket"));
        yield return After(world, 6);
        yield return world.Post(new ScrapUnits(world.Numbers.Next("SC"), Product.Origin, Product.Id, [units[3]], "beyond repair"));
        foreach (var step in Replacement(world, world.Numbers.Serials(Product, 1))) yield return step;

        var mistaken = world.Numbers.Next("RMA");
        yield return world.Post(new ReturnUnits(mistaken, Site, Product.Id, [units[2]], Product.Origin, "wrong serial on the form"));
        yield return After(world, 1);
        yield return world.Post(new CancelReturn(world.Numbers.Next("CX"), mistaken, "the unit never left the hall"));
        yield return After(world, 3);
    }

    /// <summary>A unit is not on its shelf at the count, and found behind it at the next.</summary>
    private static IEnumerable<Step> Counts(World world, IReadOnlyList<string> units)
    {
        yield return world.Post(new CountStock(world.Numbers.Next("CT"), Site, Product.Id, Missing: [units[1]], Reason: "not on its shelf"));
        yield return After(world, 30);
        yield return world.Post(new CountStock(world.Numbers.Next("CT"), Site, Product.Id, Found: [units[1]], Reason: "fell behind the shelf"));
    }

    /// <summary>One unit for another, on the same line.</summary>
    private static IEnumerable<Step> Replacement(World world, SerialRun unit)
    {
        var consignment = new Consignment(world, Order, 1, Product, Site, unit);
        yield return After(world, 2);
        yield return world.Post(consignment.Register());
        yield return After(world, 1);
        yield return world.Post(consignment.Ship());
        yield return After(world, 5);
        yield return world.Post(consignment.Receive());
        yield return After(world, 1);
        yield return world.Post(new AcceptUnits(world.Numbers.Next("QC"), Site, Product.Id, unit.Serials, consignment.Batch));
    }

    /// <summary>Not by chance: the figures of this order are told in the documents.</summary>
    private static Step After(World world, int days) => world.Timeline.After(TimeSpan.FromDays(days));
}
