using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Ordering.Orders;

namespace Ledger.Decisions.Tests.Ordering;

/// <summary>The order PO-1 on SA-1: 10 of a GPU on its line 1, 20 on its line 2.</summary>
internal static class Purchase
{
    public const string Gpu = "nv:B300";
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Told by the ledger itself, where whose it is is not the question.</summary>
    public static readonly Told AtNoon = new(Sender.Ledger, Noon);

    public static readonly AgreementParties Parties = new("NV", "CLOUD");
    public static readonly DateOnly Autumn = new(2026, 10, 1);
    public static readonly SiteInfo Site = new("PDX1", "Portland", "dataCentre");
    public static readonly AgreementInfo Agreement = new("SA-1", "NV", "CLOUD", false, [new(1, null, [Gpu]), new(2, "gpu", [])]);

    public static readonly IReadOnlyDictionary<string, ProductInfo> Products =
        new[] { (Gpu, "gpu"), ("nv:R200", "gpu"), ("nv:SN5600", "switch") }.ToDictionary(p => p.Item1, p => new ProductInfo(p.Item1, p.Item1, p.Item2, null));

    public static PlaceOrder Place => new("PO-1", "SA-1", "PDX1", [new(1, 1, Gpu, 10, Autumn), new(2, 2, Gpu, 20, Autumn)]);

    public static OrderPlaced Placed => new("PO-1", "SA-1", "PDX1", Place.Lines, Noon);

    public static object[] Confirmed => [Placed, new OrderConfirmed(Noon)];

    public static object[] Cancelled(int line, long released) => [.. Confirmed, new OrderLineCancelled(line, "late", released, 1, Noon)];

    public static object Raising => new ChangeRequested("C-1", 1, [new(1, 15)], Noon);

    public static BatchShippedNotice Shipped(string batch, long units, int line = 1, int shipment = 1) => new(batch, shipment, "PO-1", line, units, Noon);

    public static ShipmentVoidedNotice Voided(string batch, long units, int line = 1, int shipment = 1) => new(batch, shipment, "PO-1", line, units, Noon);

    public static BatchReceivedNotice Received(
        string batch, long units, int line = 1, string receipt = "R-1", long? found = null, string? cameWith = null, long? cameOtherwise = null) =>
            new(batch, receipt, "PO-1", line, units, Noon, found, cameWith, cameOtherwise);

    public static CommitmentReleasedNotice Released(int draw, int line, long units) => new("PO-1", draw, "SA-1", [new(line, line, Gpu, units)], Noon);
}
