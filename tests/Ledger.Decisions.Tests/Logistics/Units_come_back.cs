using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Returns;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>Units go back to their supplier, who repairs, replaces, credits or scraps them.</summary>
public class Units_come_back
{
    private const string Back = "site:FAB1/returned";
    private const string Out = "site:FAB1/scrapped";
    private static readonly ReturnedFrom From = new("PO-1", 1, Line, 3);
    private static readonly ShippedOn Shipment = new("PO-1", 1, Line, "FAB1", Units);
    private static readonly SiteInfo Works = new("FAB1", "Factory", "factory");
    private static readonly object AReturn = new UnitsReturned("RMA1", "PDX1", "FAB1", "dead", [], Noon, [From]);

    [Fact]
    public void From_the_customers_shelves_and_their_order_lines_hear_of_it() => Given<UnitReturn>()
        .When(Return([.. At(Dock, "G1"), .. At(Shelf, "G2"), .. At(Aside, "G3")], Works, Units))
        .Then(new UnitsReturned(
            "RMA1", "PDX1", "FAB1", "recall", [Move(Shelf, Back, "G2"), Move(Aside, Back, "G3"), Move(Dock, Back, "G1")], Later, [From]))
        .AndTold(new UnitsReturnedNotice("RMA1", "PO-1", 1, 3, Later));

    [Fact]
    public void What_nobody_advised_was_shipped_on_no_order() => Given<UnitReturn>()
        .When(r => ReturnUnitsEndpoint.Decide(
            new("RMA1", "PDX1", Gpu, ["X1"], "FAB1", "not ours"),
            new(new(r is not null, [new(Gpu, "X1", Aside, null)], [], [null]), Works, [], ["NV"]), ToldAt(Later)))
        .Then(new UnitsReturned("RMA1", "PDX1", "FAB1", "not ours", [new(Gpu, null, Aside, Back, ["X1"])], Later)).AndTold();

    [Theory]
    [InlineData("rack:R1/installed")]
    [InlineData("site:FAB1/returned")]
    [InlineData("site:PDX1/retired")]
    public void Not_what_is_built_in_retired_or_returned_before(string account) =>
        Given<UnitReturn>().When(Return([.. At(Dock, "G1"), .. At(account, "G2")], Works, "G1", "G2")).ThenRefused(Problems.UnitNotThere, "G2");

    [Fact]
    public void Once_their_receipt_is_recorded() =>
        Given<UnitReturn>().When(Return(At(Transit, "G1"), Works, "G1")).ThenRefused(Problems.UnitNotThereYet, "G1");

    [Fact]
    public void Under_an_authorisation_that_is_used_once() =>
        Given<UnitReturn>(AReturn).When(Return(At(Dock, "G1"), Works, "G1")).ThenRefused(Problems.AlreadyRecorded);

    [Fact]
    public void To_a_site_of_their_supplier_as_far_as_the_ledger_knows()
    {
        Given<UnitReturn>().When(Return(At(Dock, "G1"), null, "G1")).ThenRefused(Problems.UnknownSite);
        Given<UnitReturn>().When(Return(At(Dock, "G1"), Site, "G1")).ThenRefused(LogisticsProblems.NotTheSuppliersSite);
        Given<UnitReturn>().When(Return(At(Dock, "G1"), Works with { Kind = "dataCentre" }, "G1")).ThenRefused(LogisticsProblems.NotTheSuppliersSite);
        Given<UnitReturn>().When(Return(At(Dock, "G1"), Works with { Site = "LA", RegisteredBy = "CLOUD" }, "G1"))
            .ThenRefused(LogisticsProblems.NotTheSuppliersSite);
        Assert.True(Given<UnitReturn>().When(Return(At(Dock, "G1"), Works with { RegisteredBy = "CLOUD" }, "G1")).Decision!.IsAccepted);
        foreach (var by in new[] { "NV", OperatorRoom.Party, null })
        {
            Assert.True(Given<UnitReturn>().When(Return(At(Dock, "G1"), Works with { Site = "LA", RegisteredBy = by }, "G1")).Decision!.IsAccepted);
        }
    }

    [Fact]
    public void And_are_credited_as_far_as_nothing_was_sent_in_their_place()
    {
        Given<UnitReturn>(AReturn).When(Credit(null, shipped: 7)).Then(Credited(3)).AndTold(new ReturnCreditedNotice("RMA1", "CR1", "PO-1", 1, 3, Later));
        Given<UnitReturn>(AReturn).When(Credit(2, shipped: 7)).Then(Credited(2));
        Given<UnitReturn>(AReturn).When(Credit(null, shipped: 9)).Then(Credited(1));
        Given<UnitReturn>(AReturn).When(Credit(2, shipped: 9)).ThenRefused(LogisticsProblems.NothingToCredit);
        Given<UnitReturn>(AReturn).When(Credit(null, shipped: 10)).ThenRefused(LogisticsProblems.NothingToCredit);
        Given<UnitReturn>(AReturn).When(Credit(null, shipped: 7, status: "cancelled")).ThenRefused(LogisticsProblems.NothingToCredit);
    }

    /// <summary>Of a line of 10, on which 7 units count besides what was returned last, later than the credit is told to be.</summary>
    [Fact]
    public void And_a_credit_rests_on_what_made_room_for_it()
    {
        var credited = Given<UnitReturn>(AReturn).When(Credit(3, shipped: 7, room: [new("return/R9#returned", Later.AddDays(1), 3)])).Decision!.Events.Single();
        Assert.Equal(["return/R9#returned"], Assert.IsType<ReturnCredited>(credited).After);
        Assert.Contains("return/R9#returned", ((Contracts.IFact)credited).RestsOn("return/RMA1"));
    }

    [Fact]
    public void And_are_credited_once()
    {
        Assert.Equal(1, Given<UnitReturn>(AReturn, Credited(2)).State.Open.Single().QuantityUnits);
        Given<UnitReturn>(AReturn, Credited(2)).When(Credit(null, shipped: 7)).ThenRefused(Problems.AlreadyRecorded);
        Given<UnitReturn>().When(Credit(null, shipped: 7)).ThenRefused(LogisticsProblems.UnknownReturn);
    }

    [Fact]
    public void Or_were_sent_by_mistake_and_are_where_they_were()
    {
        var cancelled = Given<UnitReturn>(Sent).When(Cancel(null, Units)).Then(Cancelled(3, Move(Back, Shelf, "G1", "G2"), Move(Back, Aside, "G3")))
            .AndTold(new ReturnCancelledNotice("RMA1", "CX1", "PO-1", 1, 3, Later));
        Assert.Empty(cancelled.State.Open);
        Assert.Empty(cancelled.State.Sent);
        Given<UnitReturn>(Sent).When(Cancel(["G2"], "G2")).Then(Cancelled(1, Move(Back, Shelf, "G2")));
        Given<UnitReturn>(Sent, Cancelled(3, Move(Back, Shelf, "G1", "G2"), Move(Back, Aside, "G3"))).When(Cancel(null, [], "CX2"))
            .ThenRefused(LogisticsProblems.NothingToCancel);
    }

    [Fact]
    public void Which_nothing_may_rest_on()
    {
        Given<UnitReturn>().When(Cancel(null, Units)).ThenRefused(LogisticsProblems.UnknownReturn);
        Given<UnitReturn>(Sent).When(Cancel(null, ["G1", "G2"])).ThenRefused(Problems.UnitNotThere, "G3");
        Given<UnitReturn>(Sent).When(Cancel(["G9"], ["G9"])).ThenRefused(Problems.UnitNotThere, "G9");
        Given<UnitReturn>(Sent, Credited(1)).When(Cancel(null, Units)).ThenRefused(LogisticsProblems.AlreadyCredited);
        Given<UnitReturn>(Sent, Credited(1)).When(Cancel(["G1", "G2"], "G1", "G2")).Then(Cancelled(2, Move(Back, Shelf, "G1", "G2")));
        Given<UnitReturn>(Sent).When(Cancel(null, Units, shipped: 8)).ThenRefused(Problems.OverShipment);
        Given<UnitReturn>(Sent).When(Cancel(null, Units, shipped: 8, status: "closed")).ThenRefused(LogisticsProblems.OrderLineNotOpen);
        Given<UnitReturn>(Sent).When(Cancel(null, Units, status: "cancelled")).ThenRefused(LogisticsProblems.OrderLineNotOpen);
        Given<UnitReturn>(Sent, Cancelled(1, Move(Back, Shelf, "G2"))).When(Cancel(["G1"], "G1")).ThenRefused(Problems.AlreadyRecorded);
    }

    /// <summary>A return of an earlier build lowered no order line, so that cancelling it raises none.</summary>
    [Fact]
    public void A_return_that_lowered_no_order_is_cancelled_without_one() => Given<UnitReturn>(
            new UnitsReturned("RMA1", "PDX1", "FAB1", "recall", [Move(Shelf, Back, "G1")], Noon))
        .When(returned => CancelReturnEndpoint.Decide(
            new("CX1", "RMA1", "wrong pallet"), new(returned, [Returned("G1")], [], [], [Parties.Customer]), ToldAt(Later)))
        .Then(new ReturnCancelled("RMA1", "CX1", "wrong pallet", [Move(Back, Shelf, "G1")], Later, [])).AndTold();

    [Fact]
    public void And_are_scrapped_as_what_lies_broken_in_the_inventory() => Given<ScrapList>()
        .When(Scrap([new(Gpu, "G1", Back, null), new(Gpu, "G2", Factory, null)], "G1", "G2"))
        .Then(new UnitsScrapped("SC1", "FAB1", "worn out", [new(Gpu, null, Factory, Out, ["G2"]), new(Gpu, null, Back, Out, ["G1"])], Later)).AndTold();

    [Fact]
    public void Nothing_else_is_scrapped_and_nothing_twice_under_a_number()
    {
        Given<ScrapList>().When(Scrap(At(Dock, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        Given<ScrapList>(new UnitsScrapped("SC1", "FAB1", "worn out", [], Noon)).When(Scrap(At(Back, "G1"), "G1")).ThenRefused(Problems.AlreadyRecorded);
    }

    private static readonly object Sent = new UnitsReturned(
        "RMA1", "PDX1", "FAB1", "recall", [Move(Shelf, Back, "G1", "G2"), Move(Aside, Back, "G3")], Noon, [From]);

    private static object Cancelled(long units, params Ledger.Contracts.Movement[] movements) =>
        new ReturnCancelled("RMA1", "CX1", "wrong pallet", movements, Later, [new("PO-1", 1, units, 10)], ["order/PO-1"]);

    private static Func<UnitReturn?, Decision> Cancel(string[]? serials, params string[] left) => Cancel(serials, left, "CX1");

    private static Func<UnitReturn?, Decision> Cancel(
        string[]? serials, string[] left, string cancellation = "CX1", long shipped = 7, string status = "confirmed", params RoomMade[] room) => returned =>
            CancelReturnEndpoint.Decide(
                new(cancellation, "RMA1", "wrong pallet", serials),
                new(
                    returned, [.. left.Select(Returned)], left.Length == 0 ? [] : [Shipment with { Serials = left }],
                    left.Length == 0 ? [] : [new(OrderLine(status), shipped, room)], [Parties.Customer]), ToldAt(Later));

    private static UnitAt Returned(string serial) => new(Gpu, serial, Back, null);

    private static object Credited(long units) => new ReturnCredited("RMA1", "CR1", "sold out", [new("PO-1", 1, units, 10)], Later);

    private static Func<UnitReturn?, Decision> Return(IReadOnlyList<UnitAt> located, SiteInfo? to, params string[] serials) =>
        earlier => ReturnUnitsEndpoint.Decide(
            new("RMA1", "PDX1", Gpu, serials, "FAB1", "recall"),
            new(new(earlier is not null, located, [Parties.Customer], []), to, [Shipment], [Parties.Supplier]), ToldAt(Later));

    private static Func<UnitReturn?, Decision> Credit(
        long? quantity, long shipped, string status = "confirmed", params RoomMade[] room) => earlier => CreditReturnEndpoint.Decide(
        new("CR1", "RMA1", "sold out", quantity), new(earlier, [new(OrderLine(status), shipped, room)], [Parties.Supplier]), ToldAt(Later));

    private static Func<ScrapList?, Decision> Scrap(IReadOnlyList<UnitAt> located, params string[] serials) =>
        list => ScrapUnitsEndpoint.Decide(new("SC1", "FAB1", Gpu, serials, "worn out"), new(list, located, [null]), ToldAt(Later));
}
