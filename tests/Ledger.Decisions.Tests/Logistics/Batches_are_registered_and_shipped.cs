using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Batches;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

public class Batches_are_registered_and_shipped
{
    private static readonly RegisterBatch RegisterB1 = new("B1", Gpu, "FAB1", Units);
    private static readonly ShipBatch ShipB1 = new("B1", "PO-1", 1, "PDX1", "CAR", "ASN-2", new DateOnly(2026, 5, 9));

    [Fact]
    public void Registered_units_come_from_the_origin_into_inventory() => Assert.Equal(
        (BatchState.Registered, 0, 3),
        Of(Given<Batch>().When(b => RegisterBatchEndpoint.Decide(RegisterB1, new(b, Product, Site, [], [], Anybody), ToldAt(Noon)))
            .Then(Registered).AndTold().State));

    [Fact]
    public void A_number_names_one_batch() =>
        Given<Batch>(Registered).When(b => RegisterBatchEndpoint.Decide(RegisterB1, new(b, Product, Site, [], [], Anybody), ToldAt(Later)))
            .ThenRefused(Problems.AlreadyRecorded);

    [Fact]
    public void Returned_units_that_lie_there_go_into_a_batch_beside_new_ones() => Assert.Equal(
        ["G1", "G2", "G3"],
        Given<Batch>().When(b => RegisterBatchEndpoint.Decide(
                RegisterB1, new(b, Product, Site, [new(Gpu, "G2", "site:FAB1/returned", null)], [null], Anybody), ToldAt(Noon)))
            .Then(new BatchRegistered(
                "B1", Gpu, "FAB1", [new(Gpu, null, Account.Origin, Factory, ["G1", "G3"]), new(Gpu, null, "site:FAB1/returned", Factory, ["G2"])], Noon))
            .State.Serials.Order());

    [Fact]
    public void A_batch_is_of_a_known_product() =>
        Given<Batch>().When(b => RegisterBatchEndpoint.Decide(RegisterB1, new(b, null, Site, [], [], Anybody), ToldAt(Noon)))
            .ThenRefused(Problems.UnknownProduct);

    [Fact]
    public void A_batch_is_made_at_a_known_site() =>
        Given<Batch>().When(b => RegisterBatchEndpoint.Decide(RegisterB1, new(b, Product, null, [], [], Anybody), ToldAt(Noon)))
            .ThenRefused(Problems.UnknownSite);

    [Fact]
    public void Shipped_units_are_in_transit_and_count_toward_the_agreement_line() => Assert.Equal(
        (BatchState.Shipped, 3, 3),
        Of(Given<Batch>(Registered).When(Ship(OrderLine()))
            .Then(new BatchShipped("B1", 1, "PO-1", 1, 10, "FAB1", "PDX1", "CAR", "ASN-2", new DateOnly(2026, 5, 9), [Move(Factory, Transit, Units)], Later))
            .AndTold(new BatchShippedNotice("B1", 1, "PO-1", 1, 3, Later)).State));

    [Fact]
    public void An_unknown_batch_is_not_shipped() => Given<Batch>().When(Ship(OrderLine())).ThenRefused(LogisticsProblems.UnknownBatch);

    [Fact]
    public void A_batch_under_way_is_not_shipped_again() => GivenShipped().When(Ship(OrderLine())).ThenRefused(LogisticsProblems.AlreadyShipped);

    [Fact]
    public void A_received_batch_is_not_shipped_again() =>
        GivenShipped(Received("R1", true, Move(Transit, Dock, Units))).When(Ship(OrderLine())).ThenRefused(LogisticsProblems.AlreadyShipped);

    [Fact]
    public void A_batch_is_shipped_against_an_order_line_that_exists() =>
        Given<Batch>(Registered).When(Ship(null)).ThenRefused(LogisticsProblems.UnknownOrderLine);

    [Fact]
    public void A_batch_waits_until_its_order_is_confirmed() =>
        Given<Batch>(Registered).When(Ship(OrderLine("placed"))).ThenRefused(LogisticsProblems.OrderNotConfirmed);

    [Theory]
    [InlineData("refused")]
    [InlineData("cancelled")]
    [InlineData("closed")]
    public void Nothing_is_shipped_on_a_line_that_is_not_open(string status) =>
        Given<Batch>(Registered).When(Ship(OrderLine(status), 10)).ThenRefused(LogisticsProblems.OrderLineNotOpen);

    [Fact]
    public void A_closed_order_whose_units_came_back_is_about_to_be_open_again() =>
        Given<Batch>(Registered).When(Ship(OrderLine("closed"), 7)).ThenRefused(LogisticsProblems.OrderReopening);

    [Fact]
    public void A_unit_that_has_left_with_another_batch_does_not_hold_up_the_rest() => Given<Batch>(Registered)
        .When(b => ShipBatchEndpoint.Decide(ShipB1, Shipping(b, OrderLine(), present: ["G1", "G3"]), ToldAt(Later)))
        .Then(new BatchShipped("B1", 1, "PO-1", 1, 10, "FAB1", "PDX1", "CAR", "ASN-2", new DateOnly(2026, 5, 9), [Move(Factory, Transit, ["G1", "G3"])], Later))
        .AndTold(new BatchShippedNotice("B1", 1, "PO-1", 1, 2, Later));

    [Fact]
    public void A_batch_that_another_request_has_just_shipped_is_not_shipped_again() => Given<Batch>(Registered)
        .When(b => ShipBatchEndpoint.Decide(ShipB1, Shipping(b, OrderLine()) with { Located = At(Transit, Units) }, ToldAt(Later)))
        .ThenRefused(LogisticsProblems.AlreadyShipped);

    [Fact]
    public void A_batch_of_which_nothing_is_left_is_not_shipped() =>
        Given<Batch>(Registered).When(b => ShipBatchEndpoint.Decide(ShipB1, Shipping(b, OrderLine(), present: []), ToldAt(Later)))
            .ThenRefused(Problems.UnitNotThere, Units);

    [Fact]
    public void A_batch_leaves_from_where_it_is() =>
        Given<Batch>(Registered).When(b => ShipBatchEndpoint.Decide(ShipB1 with { From = "PDX1" }, Shipping(b, OrderLine()), ToldAt(Later)))
            .ThenRefused(LogisticsProblems.BatchElsewhere);

    [Fact]
    public void A_batch_goes_to_a_known_site() =>
        Given<Batch>(Registered).When(b => ShipBatchEndpoint.Decide(ShipB1, Shipping(b, OrderLine()) with { To = null }, ToldAt(Later)))
            .ThenRefused(Problems.UnknownSite);

    [Fact]
    public void A_batch_goes_with_a_known_carrier() =>
        Given<Batch>(Registered).When(b => ShipBatchEndpoint.Decide(ShipB1, Shipping(b, OrderLine()) with { Carrier = null }, ToldAt(Later)))
            .ThenRefused(Problems.UnknownParty);

    [Fact]
    public void A_batch_holds_what_was_ordered() =>
        Given<Batch>(Registered).When(Ship(OrderLine(product: "acme:C100"))).ThenRefused(LogisticsProblems.WrongProduct);

    [Fact]
    public void No_more_is_shipped_than_the_line_has_outstanding() =>
        Given<Batch>(Registered).When(Ship(OrderLine(), 8)).ThenRefused(LogisticsProblems.OverShipment);

    [Fact]
    public void The_last_units_of_a_line_are_shipped() =>
        Assert.Equal(BatchState.Shipped, Given<Batch>(Registered).When(Ship(OrderLine(), 7)).State.State);

    [Fact]
    public void A_void_brings_the_units_back_and_tells_the_order() => Assert.Equal(
        (BatchState.Registered, 0, 3),
        Of(GivenShipped().When(Void)
            .Then(new ShipmentVoided("B1", 1, "PO-1", 1, "not loaded", [Move(Transit, Factory, Units)], Later))
            .AndTold(new ShipmentVoidedNotice("B1", 1, "PO-1", 1, 3, Later)).State));

    [Fact]
    public void A_voided_batch_is_shipped_again_under_the_next_count() => Given<Batch>(Registered, Shipped, Voided).When(Ship(OrderLine()))
        .Then(new BatchShipped("B1", 2, "PO-1", 1, 10, "FAB1", "PDX1", "CAR", "ASN-2", new DateOnly(2026, 5, 9), [Move(Factory, Transit, Units)], Later));

    [Fact]
    public void An_unknown_shipment_is_not_voided() => Given<Batch>().When(Void).ThenRefused(LogisticsProblems.UnknownBatch);

    [Fact]
    public void What_was_not_shipped_is_not_voided()
    {
        Given<Batch>(Registered).When(Void).ThenRefused(LogisticsProblems.NoShipment);
        Given<Batch>(Registered, Shipped, Voided).When(Void).ThenRefused(LogisticsProblems.NoShipment);
    }

    [Fact]
    public void What_was_received_did_take_place()
    {
        GivenShipped(Received("R1", false, Move(Transit, Dock, "G1"))).When(Void).ThenRefused(LogisticsProblems.ShipmentHasReceipts);
        GivenShipped(Received("R1", true, Move(Transit, Dock, Units))).When(Void).ThenRefused(LogisticsProblems.ShipmentHasReceipts);
    }

    [Fact]
    public void What_no_receipt_saw_is_brought_back_from_among_the_missing() => Assert.Equal(
        (BatchState.Registered, 0, 3),
        Of(GivenShipped(Received("R1", true, Move(Transit, Lost, Units))).When(Void(At(Lost, Units)))
            .Then(new ShipmentVoided("B1", 1, "PO-1", 1, "not loaded", [Move(Lost, Factory, Units)], Later))
            .AndTold(new ShipmentVoidedNotice("B1", 1, "PO-1", 1, 3, Later, 3)).State));

    [Fact]
    public void A_shipment_that_was_not_seen_leaves_nothing_missing_and_can_be_made_again()
    {
        object[] voided = [Received("R1", true, Move(Transit, Lost, Units)), new ShipmentVoided("B1", 1, "PO-1", 1, "x", [Move(Lost, Factory, Units)], Noon)];
        Assert.Empty(GivenShipped(voided).State.Missing);
        Assert.True(GivenShipped(voided).When(Ship(OrderLine())).Decision!.IsAccepted);
    }

    [Fact]
    public void A_receipt_that_saw_only_what_nobody_announced_saw_nothing_of_the_shipment() =>
        GivenShipped(Received("R1", false)).When(Void(At(Transit, Units)))
            .Then(new ShipmentVoided("B1", 1, "PO-1", 1, "not loaded", [Move(Transit, Factory, Units)], Later));

    [Fact]
    public void A_shipment_of_which_a_unit_came_with_another_batch_did_take_place() =>
        GivenShipped().When(Void([.. At(Transit, "G1", "G2"), .. At(Aside, "G3")])).ThenRefused(LogisticsProblems.ShipmentHasReceipts, "G3");

    [Fact]
    public void A_voided_batch_of_which_units_are_taken_back_ships_the_rest()
    {
        object[] events =
        [
            Registered, Shipped, Voided, new UnitsTakenBack("B1", "TB1", "PO-1", 1, "FAB1", "was in the lorry", [Move(Lost, "site:FAB1/returned", "G3")], Noon),
        ];
        Assert.Equal(BatchState.Registered, Given<BatchView>(events).State.State);
        Assert.Equal(["G1", "G2"], Given<Batch>(events).When(Ship(OrderLine())).Decision!.Events.OfType<BatchShipped>().Single().Movements.Single().Serials);
    }

    private static Decision Void(Batch? batch) => Void(At(Transit, Units))(batch);

    private static Func<Batch?, Decision> Void(IReadOnlyList<UnitAt> located) =>
        batch => VoidShipmentEndpoint.Decide(new("B1", "not loaded"), new(batch, located, Parties), ToldAt(Later));

    private static Func<Batch?, Decision> Ship(OrderLineInfo? line, long shipped = 0) =>
        batch => ShipBatchEndpoint.Decide(ShipB1, Shipping(batch, line, shipped), ToldAt(Later));

    private static (BatchState State, int Outstanding, int Serials) Of(Batch batch) => (batch.State, batch.Outstanding.Count, batch.Serials.Count);
}
