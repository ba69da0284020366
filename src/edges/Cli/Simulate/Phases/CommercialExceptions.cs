using Ledger.Cli.Simulate.Engine;
using Ledger.Client.Contracts;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>The commercial exceptions: an order that asks for too much, one that is changed, refused in part and cancelled in part, and a waived milestone.</summary>
internal static class CommercialExceptions
{
    private const string Extra = "PO-2026-EXTRA";

    public static IEnumerable<Step> Play(World world)
    {
        yield return new DateTimeOffset(2026, 6, 2, 10, 0, 0, TimeSpan.Zero);
        yield return world.Post(Place("PO-2026-TOO-MUCH", AgreementLines.Rubin, [(Catalog.Rubin, world.Deal.RubinCommitted + 1)]));

        yield return new DateTimeOffset(2026, 8, 20, 10, 0, 0, TimeSpan.Zero);
        yield return world.Post(Place(Extra, 0, [(Catalog.Nic, 12), (Catalog.Dpu, 4), (Catalog.EthernetSwitch, 2)]));
        yield return world.Days(2, 4);
        yield return world.Post(new AcknowledgeOrder(Extra, "ACK-2026-EXTRA",
        [
            new(1, AcknowledgedStatus.Accepted, new DateOnly(2026, 10, 1)),
            new(2, AcknowledgedStatus.Backordered, new DateOnly(2027, 2, 1), "no allocation before February"),
            new(3, AcknowledgedStatus.Rejected, null, "discontinued variant"),
        ]));
        yield return world.Days(3, 5);
        yield return world.Post(new ChangeOrder(Extra, "CO-1", [new(1, 16, new DateOnly(2026, 10, 15))]));
        yield return world.Days(3, 5);
        yield return world.Post(new CancelOrderLine(Extra, 2, "taken from spares instead"));
        yield return world.Days(10, 14);
        foreach (var step in Deliveries.Plain(world, new Consignment(world, Extra, 1, Catalog.Nic, Sites.DataCentres[0], 16))) yield return step;

        yield return new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);
        yield return world.Post(new WaiveMilestone(Deal.Agreement, DealMilestones.SpineComplete, Parties.Customer, "the second hall opens a year later"));
    }

    private static PlaceOrder Place(string order, int agreementLine, (CatalogProduct Product, long Quantity)[] lines) => new(
        order, Deal.Agreement, Sites.DataCentres[0],
        [.. lines.Select((line, i) => new PlacedLine(
            i + 1, agreementLine > 0 ? agreementLine : AgreementLines.Of(line.Product), line.Product.Id, line.Quantity, new DateOnly(2026, 10, 1)))]);
}
