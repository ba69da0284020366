using CsCheck;
using Ledger.Contracts.Messages;
using Ledger.Kernel;
using Ledger.Ordering.Deliveries;
using Ledger.Ordering.Draws;
using Ledger.Ordering.Orders;
using static Ledger.Decisions.Tests.Ordering.Purchase;

namespace Ledger.Decisions.Tests.Ordering;

public class DeliveryTests
{
    [Fact]
    public void A_void_takes_back_its_shipment() => Assert.Equal((4, 0), Told(Shipped("B-1", 6), Shipped("B-2", 4), Voided("B-1", 6)));

    [Fact]
    public void A_batch_that_is_shipped_again_counts_again() => Assert.Equal((6, 0), Told(Shipped("B-1", 6), Voided("B-1", 6), Shipped("B-1", 6, shipment: 2)));

    [Fact]
    public void A_shipment_whose_void_was_heard_first_never_counts() => Assert.Equal((0, 0), Told(Voided("B-1", 6), Shipped("B-1", 6)));

    [Fact]
    public void The_order_closes_when_every_line_is_received() => Scenario.Given<Order>([.. Confirmed, new LineReceived(2, "B-2", "R-1", 20, Noon)])
        .When(state => BatchReceivedHandler.Decide(state!, Received("B-1", 10)))
        .Records(new LineReceived(1, "B-1", "R-1", 10, Noon), new OrderClosed(Noon));

    [Fact]
    public void A_closed_order_is_not_closed_again() =>
        Scenario.Given<Order>([.. Confirmed, new LineReceived(1, "B-1", "R-1", 10, Noon), new LineReceived(2, "B-2", "R-1", 20, Noon), new OrderClosed(Noon)])
            .When(state => BatchReceivedHandler.Decide(state!, Received("B-3", 1))).Records(new LineReceived(1, "B-3", "R-1", 1, Noon));

    /// <summary>They came with B-9, and the final receipt of their own batch tells of them again.</summary>
    [Fact]
    public void Units_that_came_with_another_batch_count_when_they_are_seen_and_once()
    {
        var (astray, own) = (Received("B-1", 2, receipt: "R-9", cameWith: "B-9"), Received("B-1", 6, cameOtherwise: 2));
        Assert.Equal((0, 2), Told(astray));
        Assert.Equal((0, 6), Told(astray, own));
        Assert.Equal((0, 6), Told(own, astray));
        Assert.Equal((0, 6), Told(astray, own, astray, own));
        Assert.Equal((0, 2), Told(astray, Received("B-1", 2, cameOtherwise: 2)));
    }

    [Fact]
    public void A_cancelled_line_is_not_waited_for() => Scenario.Given<Order>(Cancelled(2, 20))
        .When(state => BatchReceivedHandler.Decide(state!, Received("B-1", 10)))
        .Records(new LineReceived(1, "B-1", "R-1", 10, Noon), new OrderClosed(Noon));

    [Fact]
    public void A_change_that_waits_keeps_the_order_open() => Scenario.Given<Order>([.. Cancelled(2, 20), new ChangeRequested("C-1", 2, [new(1, 15)], Noon)])
        .When(state => BatchReceivedHandler.Decide(state!, Received("B-1", 10)))
        .Records(new LineReceived(1, "B-1", "R-1", 10, Noon));

    [Fact]
    public void When_that_change_is_refused_the_order_closes() =>
        Scenario.Given<Order>([.. Cancelled(2, 20), new ChangeRequested("C-1", 2, [new(1, 15)], Noon), new LineReceived(1, "B-1", "R-1", 10, Noon)])
            .When(state => CommitmentRefusedHandler.Decide(state, new("PO-1", 2, "SA-1", "commitment-exceeded", "no room")))
            .Records(new ChangeRefused("C-1", "commitment-exceeded", "no room", Noon), new OrderClosed(Noon));

    [Fact]
    public void A_void_on_a_cancelled_line_gives_its_units_back_too() =>
        Scenario.Given<Order>([.. Confirmed, new LineShipped(1, "B-1", 1, 6, Noon), new OrderLineCancelled(1, "late", 4, 1, Noon)])
            .When(state => ShipmentVoidedHandler.Decide(state!, Voided("B-1", 6)))
            .Records(new LineShipmentVoided(1, "B-1", 1, 6, Noon), new CancelledUnitsReleased(1, 6, 2, Noon)).Tells(Released(2, 1, 6));

    [Fact]
    public void A_void_on_a_cancelled_line_gives_back_nothing_that_was_received() =>
        Scenario.Given<Order>(
            [.. Confirmed, new LineShipped(1, "B-1", 1, 6, Noon), new LineReceived(1, "B-1", "R-1", 2, Noon), new OrderLineCancelled(1, "late", 4, 1, Noon)])
            .When(state => ShipmentVoidedHandler.Decide(state!, Voided("B-1", 6)))
            .Records(new LineShipmentVoided(1, "B-1", 1, 6, Noon), new CancelledUnitsReleased(1, 4, 2, Noon)).Tells(Released(2, 1, 4));

    [Fact]
    public void What_is_given_up_or_taken_back_can_be_shipped_again() => Assert.Equal(
        (5, 0, 10), Line(Shipped("B-1", 10), Missing("B-1", 5), WrittenOff("B-1", 2), TakenBack("B-1", 3)) is var line
            ? (line.Shipped, line.Missing, line.Outstanding) : default);

    [Fact]
    public void What_is_found_is_missing_no_more() => Assert.Equal(
        (10, 10, 0, 4), Line(Shipped("B-1", 10), Received("B-1", 6), Missing("B-1", 4), Received("B-1", 4, receipt: "R-2", found: 4)) is var line
            ? (line.Shipped, line.Received, line.Missing, line.Found) : default);

    [Fact]
    public void What_is_given_up_of_a_cancelled_line_returns_to_the_commitment() =>
        Scenario.Given<Order>([.. Confirmed, new LineShipped(1, "B-1", 1, 6, Noon), new OrderLineCancelled(1, "late", 4, 1, Noon)])
            .When(state => UnitsWrittenOffHandler.Decide(state!, WrittenOff("B-1", 2)))
            .Records(new LineWrittenOff(1, "B-1", "WO-1", 2, Noon), new CancelledUnitsReleased(1, 2, 2, Noon)).Tells(Released(2, 1, 2));

    [Fact]
    public void What_is_taken_back_of_a_cancelled_line_does_too() =>
        Scenario.Given<Order>([.. Confirmed, new LineShipped(1, "B-1", 1, 6, Noon), new OrderLineCancelled(1, "late", 4, 1, Noon)])
            .When(state => UnitsTakenBackHandler.Decide(state!, TakenBack("B-1", 6)))
            .Records(new LineTakenBack(1, "B-1", "TB-1", 6, 6, Noon), new CancelledUnitsReleased(1, 6, 2, Noon)).Tells(Released(2, 1, 6));

    [Fact]
    public void What_is_returned_can_be_shipped_again() => Assert.Equal(
        (8, 8, 2, 2), Line(Shipped("B-1", 10), Received("B-1", 10), Returned(2)) is var line
            ? (line.Shipped, line.Received, line.Outstanding, line.Returned) : default);

    [Fact]
    public void A_closed_order_is_open_again_for_what_comes_back_and_closes_with_what_is_sent_for_it()
    {
        Scenario.Given<Order>([.. Closed]).When(state => UnitsReturnedHandler.Decide(state!, Returned(2)))
            .Records(new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon));
        Scenario.Given<Order>([.. Closed, new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon)])
            .When(state => BatchReceivedHandler.Decide(state!, Received("B-9", 2)))
            .Records(new LineReceived(1, "B-9", "R-1", 2, Noon), new OrderClosed(Noon));
    }

    [Fact]
    public void What_is_returned_of_a_cancelled_line_returns_to_the_commitment_and_opens_nothing() =>
        Scenario.Given<Order>([
            .. Cancelled(2, 20), new LineShipped(1, "B-1", 1, 6, Noon), new LineReceived(1, "B-1", "R-1", 6, Noon),
            new OrderLineCancelled(1, "late", 4, 2, Noon), new OrderClosed(Noon)])
            .When(state => UnitsReturnedHandler.Decide(state!, Returned(2)))
            .Records(new LineReturned(1, "RMA-1", 2, Noon), new CancelledUnitsReleased(1, 2, 3, Noon)).Tells(Released(3, 1, 2));

    [Fact]
    public void What_is_credited_returns_to_the_commitment_and_closes_the_order() =>
        Scenario.Given<Order>([.. Closed, new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon)])
            .When(state => ReturnCreditedHandler.Decide(state!, Credited(2)))
            .Records(new LineCredited(1, "RMA-1", "CR-1", 2, 2, 1, Noon), new OrderClosed(Noon)).Tells(Released(1, 1, 2));

    [Fact]
    public void What_was_lowered_before_it_is_credited_is_not_returned_twice() =>
        Scenario.Given<Order>(
            [.. Closed, new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon), new OrderChanged("C-1", 1, [new(1, 9)], Noon)])
            .When(state => ReturnCreditedHandler.Decide(state!, Credited(2)))
            .Records(new LineCredited(1, "RMA-1", "CR-1", 2, 1, 2, Noon), new OrderClosed(Noon)).Tells(Released(2, 1, 1));

    /// <summary>The cancellation was told between the credit and the news of it, so it could not give back what was credited.</summary>
    [Fact]
    public void What_is_credited_of_a_cancelled_line_returns_to_the_commitment_too() =>
        Scenario.Given<Order>([.. Closed, new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon), new OrderLineCancelled(1, "late", 0, 1, Noon)])
            .When(state => ReturnCreditedHandler.Decide(state!, Credited(2)))
            .Records(new LineCredited(1, "RMA-1", "CR-1", 2, 2, 2, Noon), new OrderClosed(Noon)).Tells(Released(2, 1, 2));

    [Fact]
    public void A_return_that_was_a_mistake_counts_no_more_and_closes_the_order_again() =>
        Scenario.Given<Order>([.. Closed, new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon)])
            .When(state => ReturnCancelledHandler.Decide(state!, Kept(2)))
            .Records(new LineReturnCancelled(1, "RMA-1", "CX-1", 2, Noon), new OrderClosed(Noon));

    [Fact]
    public void News_of_a_return_or_a_credit_counts_once()
    {
        object[] told = [.. Closed, new LineReturned(1, "RMA-1", 2, Noon), new OrderReopened(Noon), new LineCredited(1, "RMA-1", "CR-1", 2, 2, 1, Noon)];
        Scenario.Given<Order>(told).When(state => UnitsReturnedHandler.Decide(state!, Returned(2))).Records();
        Scenario.Given<Order>(told).When(state => ReturnCreditedHandler.Decide(state!, Credited(2))).Records();
    }

    [Fact]
    public void What_nobody_advised_is_a_delivery_once_it_is_attributed()
    {
        object[] whole = [.. Confirmed, new LineReceived(2, "B-2", "R-2", 20, Noon)];
        Scenario.Given<Order>(whole).When(state => UnitsAttributedHandler.Decide(state!, Attributed(9))).Records(new LineAttributed(1, "B-2", "AT-1", 9, Noon));
        Scenario.Given<Order>(whole).When(state => UnitsAttributedHandler.Decide(state!, Attributed(10)))
            .Records(new LineAttributed(1, "B-2", "AT-1", 10, Noon), new OrderClosed(Noon));
        Scenario.Given<Order>([.. whole, new LineAttributed(1, "B-2", "AT-1", 9, Noon)])
            .When(state => UnitsAttributedHandler.Decide(state!, Attributed(9))).Records();
        Assert.Equal((9, 9, 1), Line(Attributed(9)) is var line ? (line.Shipped, line.Received, line.Outstanding) : default);
    }

    [Fact]
    public void A_discrepancy_is_noted_once() =>
        Scenario.Given<Order>([.. Confirmed, new LineDiscrepancyNoted(1, "B-1", "R-1", 1, 2, 3, Noon)])
            .When(state => DiscrepancyReportedHandler.Decide(state!, new("B-1", "R-1", "PO-1", 1, 1, 2, 3, Noon))).Records();

    [Fact]
    public void News_of_deliveries_counts_the_same_in_any_order_and_however_often_it_comes()
    {
        object[] news =
        [
            Shipped("B-1", 3), Voided("B-1", 3), Shipped("B-1", 3, shipment: 2), Received("B-1", 2), Received("B-1", 1, receipt: "R-2"),
            Shipped("B-2", 7), Received("B-2", 7), Shipped("B-3", 5, line: 2), Voided("B-3", 5, line: 2), Shipped("B-4", 9, line: 2),
            Received("B-4", 4, line: 2), WrittenOff("B-4", 2, line: 2), TakenBack("B-4", 3, line: 2), Received("B-1", 1, receipt: "R-3", found: 1),
            Returned(2, line: 2), Kept(1), Received("B-5", 2, receipt: "R-8", cameWith: "B-1"),
            Attributed(1), Received("B-5", 3, receipt: "R-9", cameOtherwise: 2), Received("B-5", 1, receipt: "R-8", found: 1, cameWith: "B-1"),
        ];
        var expected = Lines(news);
        Gen.Int[0, news.Length - 1].List[0, 20].Select(Gen.Int.Array[news.Length], (again, keys) => (again, keys)).Sample(chance =>
        {
            var shuffled = news.Zip(chance.keys).OrderBy(n => n.Second).Select(n => n.First).ToList();
            foreach (var repeat in chance.again)
            {
                shuffled.Insert(repeat, news[repeat]);
            }

            return Lines(shuffled) == expected;
        });
    }

    private static (long Shipped, long Received) Told(params object[] news) => Fold(news).Line(1) is { } line ? (line.Shipped, line.Received) : default;

    private static object[] Closed =>
    [
        .. Confirmed, new LineShipped(1, "B-1", 1, 10, Noon), new LineReceived(1, "B-1", "R-1", 10, Noon), new LineReceived(2, "B-2", "R-2", 20, Noon),
        new OrderClosed(Noon),
    ];

    private static OrderLine Line(params object[] news) => Fold(news).Line(1)!;

    private static DiscrepancyReported Missing(string batch, long units) => new(batch, "R-1", "PO-1", 1, units, 0, 0, Noon);

    private static UnitsWrittenOffNotice WrittenOff(string batch, long units, int line = 1) => new(batch, "WO-1", "PO-1", line, units, Noon);

    private static UnitsTakenBackNotice TakenBack(string batch, long units, int line = 1) => new(batch, "TB-1", "PO-1", line, units, units, Noon);

    private static UnitsReturnedNotice Returned(long units, int line = 1) => new("RMA-1", "PO-1", line, units, Noon);

    private static UnitsAttributedNotice Attributed(long units) => new("B-2", "AT-1", "PO-1", 1, units, Noon);

    private static ReturnCancelledNotice Kept(long units) => new("RMA-1", "CX-1", "PO-1", 1, units, Noon);

    private static ReturnCreditedNotice Credited(long units) => new("RMA-1", "CR-1", "PO-1", 1, units, Noon);

    private static string Lines(IEnumerable<object> news) => Scenario.Text(Fold(news).Lines);

    private static Order Fold(IEnumerable<object> news)
    {
        var order = Scenario.Fold<Order>(Confirmed)!;
        foreach (var told in news)
        {
            foreach (var recorded in Decide(order, told).Events)
            {
                Scenario.Apply(order, recorded);
            }
        }

        return order;
    }

    private static Decision Decide(Order order, object told) => told switch
    {
        BatchShippedNotice m => BatchShippedHandler.Decide(order, m),
        DiscrepancyReported m => DiscrepancyReportedHandler.Decide(order, m),
        ShipmentVoidedNotice m => ShipmentVoidedHandler.Decide(order, m),
        BatchReceivedNotice m => BatchReceivedHandler.Decide(order, m),
        UnitsWrittenOffNotice m => UnitsWrittenOffHandler.Decide(order, m),
        ReturnCancelledNotice m => ReturnCancelledHandler.Decide(order, m),
        UnitsAttributedNotice m => UnitsAttributedHandler.Decide(order, m),
        UnitsReturnedNotice m => UnitsReturnedHandler.Decide(order, m),
        ReturnCreditedNotice m => ReturnCreditedHandler.Decide(order, m),
        UnitsTakenBackNotice m => UnitsTakenBackHandler.Decide(order, m),
        _ => throw new InvalidOperationException($"{told} is no news of a delivery."),
    };
}
