using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Receipts;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>The batch B1 of three GPUs, made at FAB1 and sent to PDX1 on line 1 of PO-1, which is called off SA-1/1.</summary>
internal static class Consignment
{
    public const string Gpu = "acme:B300";
    public const string Line = "SA-1/1";
    public const string Factory = "site:FAB1/inventory";
    public const string Transit = "transit:B1/inTransit";
    public const string Lost = "transit:B1/missing";
    public const string Dock = "site:PDX1/received";
    public const string Aside = "site:PDX1/quarantined";
    public const string Shelf = "site:PDX1/accepted";

    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = Noon.AddDays(3);
    public static readonly string[] Units = ["G1", "G2", "G3"];
    public static readonly SiteInfo Site = new("PDX1", "Portland", "dataCentre");
    public static readonly PartyInfo Carrier = new("CAR", "Carrier", ["carrier"]);
    public static readonly ProductInfo Product = new(Gpu, "GPU", "gpu", null);

    /// <summary>No party is known to make the product.</summary>
    public static readonly ProductMakers Anybody = new(true, [], []);

    public static readonly AgreementParties Parties = new("NV", "CLOUD");

    /// <summary>Told by the ledger itself, where whose it is is not the question.</summary>
    public static Told ToldAt(DateTimeOffset when) => new(Sender.Ledger, when);

    /// <summary>A shipment of the batch to PDX1 with the carrier, its units at the factory unless others are named.</summary>
    public static ShipBatchCase Shipping(Batch? batch, OrderLineInfo? line, long shipped = 0, string[]? present = null, RoomMade[]? room = null) =>
        new(batch, At(Factory, present ?? Units), line, Parties, shipped, room ?? [], Site, Carrier);

    public static object Registered { get; } = new BatchRegistered("B1", Gpu, "FAB1", [new(Gpu, null, Account.Origin, Factory, Units)], Noon);

    public static object Shipped { get; } = ShippedAs(1);

    public static object Voided { get; } = new ShipmentVoided("B1", 1, "PO-1", 1, "not loaded", [new(Gpu, Line, Transit, Factory, Units)], Noon);

    public static object ShippedAs(int shipment) =>
        new BatchShipped("B1", shipment, "PO-1", 1, 10, "FAB1", "PDX1", "CAR", "ASN-1", null, [new(Gpu, Line, Factory, Transit, Units)], Noon);

    /// <summary>Batch B9, of X1, on its way to the same site for line 4 of PO-9.</summary>
    public static Batch Another
    {
        get
        {
            var batch = Story.Fold<Batch>([
                new BatchShipped("B9", 1, "PO-9", 4, 10, "FAB1", "PDX1", "CAR", "ASN-9", null, [Move(Factory, Transit, "X1")], Noon)])!;
            batch.Number = "B9";
            return batch;
        }
    }

    /// <summary>A receipt that moved these units.</summary>
    public static object Received(string receipt, bool final, params Movement[] movements) =>
        new BatchReceived(
            "B1", receipt, "PDX1", final, movements.Where(m => m.To != Lost).Sum(m => m.QuantityUnits), [], movements, Noon);

    public static Movement Move(string from, string to, params string[] serials) => new(Gpu, Line, from, to, serials);

    public static IReadOnlyList<UnitAt> At(string account, params string[] serials) => [.. serials.Select(s => new UnitAt(Gpu, s, account, Line))];

    public static Story<T> Given<T>(params object[] events)
        where T : class, new() => new(events);

    public static Story<Batch> GivenShipped(params object[] events) => new([Registered, Shipped, .. events]);

    public static OrderLineInfo OrderLine(string status = "confirmed", string product = Gpu) => new("PO-1", 1, status, Line, product, 10);

    public static Func<Batch?, Decision> Receive(
        IReadOnlyList<UnitAt> located, string[]? serials = null, string[]? damaged = null, bool final = true, string receipt = "R2") =>
            batch => ReceiveBatchEndpoint.Decide(new("B1", receipt, serials, damaged, final), Receiving(batch, located), ToldAt(Later));

    /// <summary>What a receipt is decided on where no other batch and no other product is concerned.</summary>
    public static ReceiveBatchCase Receiving(Batch? batch, IReadOnlyList<UnitAt> located) =>
        new(batch, located, Parties, [], StrayUnits.None, [], new Dictionary<string, ProductInfo>());
}
