using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Attributions;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Inspections;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>X1 left the factory unshipped and came with B1, nobody knows X2, and G3 was written off before it came after all.</summary>
public class Strays_are_attributed
{
    private const string There = "site:PDX1/inventory";
    private static readonly UnitAt X1 = new(Gpu, "X1", Aside, null);
    private static readonly UnitAt G3 = new(Gpu, "G3", Aside, null);
    private static readonly object Receipt = new BatchReceived(
        "B1", "R1", "PDX1", true, 2, [new("notAdvised", ["X1", "X2"]), new("writtenOff", ["G3"])],
        [Move(Transit, Dock, "G1", "G2"), Off(Factory, Aside, "X1"), Off("transit:B1/writtenOff", Aside, "G3")], Noon);

    [Fact]
    public void They_come_into_their_suppliers_inventory_and_are_delivered_from_there()
    {
        var attributed = GivenShipped(Receipt).When(Attribute([X1, G3], ["X1", "X2", "G3"]))
            .Then(
                new UnitsIdentified("B1", "AT1", ["R1"], [Off("origin", There, "X2"), Off(Aside, There, "X1", "G3")], Later),
                Counted(Move(There, Dock, "X1", "X2", "G3")))
            .AndTold(new UnitsAttributedNotice("B1", "AT1", "PO-1", 1, 3, Later));
        Assert.Empty(attributed.State.Strays);
        Assert.Equal("PO-1", attributed.State.Attributed.Single().Order);
    }

    [Fact]
    public void What_was_registered_since_is_delivered_from_where_the_book_has_it() => GivenShipped(Receipt)
        .When(Attribute([new(Gpu, "X2", Factory, null)], ["X2"])).Then(Counted(Move(Factory, Dock, "X2")));

    [Fact]
    public void Nothing_that_no_receipt_reports_or_that_counts_already()
    {
        GivenShipped(Receipt).When(Attribute([], ["X9"])).ThenRefused(LogisticsProblems.NotReported, "X9");
        GivenShipped(Receipt).When(Attribute(At(Dock, "G1"), ["G1"])).ThenRefused(LogisticsProblems.NotReported, "G1");
        GivenShipped(Receipt, Counted(Move(There, Dock, "X1"))).When(Attribute(At(Dock, "X1"), ["X1"], "AT2")).ThenRefused(LogisticsProblems.NotReported, "X1");
        GivenShipped(Receipt).When(Attribute([X1 with { Account = "site:FAB1/returned" }], ["X1"])).ThenRefused(Problems.UnitNotThere, "X1");
        GivenShipped(Receipt).When(Attribute(At("transit:B7/inTransit", "X2"), ["X2"])).ThenRefused(Problems.UnitNotThere, "X2");
    }

    [Fact]
    public void A_line_that_takes_units_of_the_product_for_the_same_customer()
    {
        GivenShipped(Receipt).When(Attribute([X1], ["X1"], line: OrderLine(product: "acme:X"))).ThenRefused(LogisticsProblems.WrongProduct);
        GivenShipped(Receipt).When(Attribute([X1], ["X1", "X2"], shipped: 9)).ThenRefused(Problems.OverShipment);
        GivenShipped(Receipt).When(Attribute([X1], ["X1"], line: OrderLine("cancelled"))).ThenRefused(LogisticsProblems.OrderLineNotOpen);
        GivenShipped(Receipt).When(Attribute([X1], ["X1"], line: OrderLine("placed"))).ThenRefused(LogisticsProblems.OrderNotConfirmed);
        GivenShipped(Receipt).When(Attribute([X1], ["X1"], line: OrderLine("closed"))).ThenRefused(LogisticsProblems.OrderReopening);
        GivenShipped(Receipt).When(Attribute([X1], ["X1"], customer: "OTHER")).ThenRefused(LogisticsProblems.AnotherCustomer);
    }

    /// <summary>The batch came to CLOUD, was voided, and was shipped to another customer.</summary>
    [Fact]
    public void All_of_them_came_to_the_customer_of_the_order() => GivenShipped(Receipt).When(batch => AttributeUnitsEndpoint.Decide(
        new("AT1", "B1", Gpu, ["X1"], "PO-1", 1),
        new(batch, [X1], [], [Parties, new("NV", "OTHER")], OrderLine(), new("NV", "CLOUD"), Anybody, 3, []), ToldAt(Later)))
        .ThenRefused(LogisticsProblems.AnotherCustomer);

    /// <summary>Two receipts name a serial that nobody knows: it is one unit.</summary>
    [Fact]
    public void What_two_receipts_report_is_attributed_once() => GivenShipped(
            new BatchReceived("B1", "R0", "PDX1", false, 0, [new("notAdvised", ["X2"])], [], Noon), Receipt)
        .When(Attribute([], ["X2"])).Then(
            new UnitsIdentified("B1", "AT1", ["R1"], [Off("origin", There, "X2")], Later), Counted(Move(There, Dock, "X2")));

    [Fact]
    public void There_must_be_a_batch_and_the_number_is_used_once()
    {
        Given<Batch>().When(Attribute([X1], ["X1"])).ThenRefused(LogisticsProblems.UnknownBatch);
        GivenShipped(Receipt, Counted(Move(There, Dock, "X1"))).When(Attribute([], ["X2"])).ThenRefused(Problems.AlreadyRecorded);
    }

    [Fact]
    public void A_shipment_that_nothing_arrived_of_is_voided_without_forgetting_them() => Assert.Equal(
        ("X1", "R1", "PDX1"),
        GivenShipped(new BatchReceived("B1", "R1", "PDX1", false, 0, [new("notAdvised", ["X1"])], [Off(Factory, Aside, "X1")], Noon), Voided)
            .When(Attribute([X1], ["X9"])).State.Strays.Single() is var stray ? (stray.Serial, stray.Receipt, stray.Site) : default);

    /// <summary>A unit of another batch that was on its way counts for its own order from the moment when it is seen.</summary>
    [Fact]
    public void What_was_shipped_on_an_order_needs_none() => Assert.Empty(GivenShipped(
        new BatchReceived("B1", "R1", "PDX1", false, 0, [new("notAdvised", ["X1"])], [Move("transit:B9/inTransit", Aside, "X1")], Noon)).State.Strays);

    [Fact]
    public void Before_that_they_are_not_accepted() => Given<Inspection>()
        .When(i => AcceptUnitsEndpoint.Decide(new("I1", "PDX1", Gpu, ["X1"]), new(i is not null, [X1], [], [null]), ToldAt(Later)))
        .ThenRefused(LogisticsProblems.NotAttributed, "X1");

    private static Movement Off(string from, string to, params string[] serials) => new(Gpu, null, from, to, serials);

    private static UnitsAttributed Counted(params Movement[] movements) => new("B1", "AT1", "PO-1", 1, 10, ["R1"], movements, Later);

    private static Func<Batch?, Decision> Attribute(
        IReadOnlyList<UnitAt> located, string[] serials, string attribution = "AT1", OrderLineInfo? line = null, long shipped = 3, string customer = "CLOUD",
        params RoomMade[] room) =>
            batch => AttributeUnitsEndpoint.Decide(
                new(attribution, "B1", Gpu, serials, "PO-1", 1),
                new(batch, located, [], [Parties], line ?? OrderLine(), new("NV", customer), Anybody, shipped, room), ToldAt(Later));
}
