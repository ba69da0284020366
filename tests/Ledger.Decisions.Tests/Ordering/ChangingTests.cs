using Ledger.Contracts.Messages;
using Ledger.Kernel;
using Ledger.Ordering;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Draws;
using Ledger.Ordering.Orders;
using static Ledger.Decisions.Tests.Ordering.Purchase;

namespace Ledger.Decisions.Tests.Ordering;

public class ChangingTests
{
    private static readonly object ShippedSix = new LineShipped(1, "B-1", 1, 6, Noon);

    [Fact]
    public void Raising_asks_for_the_difference_first() => Scenario.Given<Order>(Confirmed).When(Change(new(1, 15)))
        .Records(Raising).Tells(new OrderPlacedNotice("PO-1", 1, "SA-1", [new(1, 1, Gpu, 5)], Noon));

    [Fact]
    public void Raising_takes_effect_when_drawn() => Scenario.Given<Order>([.. Confirmed, Raising])
        .When(state => CommitmentDrawnHandler.Decide(state, new("PO-1", 1, "SA-1"))).Records(new OrderChanged("C-1", null, [new(1, 15)], Noon)).Tells();

    [Fact]
    public void A_change_that_is_not_drawn_changes_nothing() => Scenario.Given<Order>([.. Confirmed, Raising])
        .When(state => CommitmentRefusedHandler.Decide(state, new("PO-1", 1, "SA-1", "commitment-exceeded", "no room")))
        .Records(new ChangeRefused("C-1", "commitment-exceeded", "no room", Noon));

    [Fact]
    public void Lowering_takes_effect_at_once_and_gives_back() => Scenario.Given<Order>(Confirmed).When(Change(new(1, 4)))
        .Records(new OrderChanged("C-1", 1, [new(1, 4)], Noon)).Tells(Released(1, 1, 6));

    [Fact]
    public void A_line_is_not_lowered_below_what_is_shipped() =>
        Scenario.Given<Order>([.. Confirmed, ShippedSix]).When(Change(new(1, 5))).Refuses(OrderingProblems.BelowShipped);

    [Fact]
    public void What_was_shipped_while_a_change_waited_stays_ordered() =>
        Scenario.Given<Order>([.. Confirmed, new ChangeRequested("C-1", 1, [new(1, 2), new(2, 25)], Noon), ShippedSix])
            .When(state => CommitmentDrawnHandler.Decide(state, new("PO-1", 1, "SA-1")))
            .Records(new OrderChanged("C-1", 2, [new(1, 6), new(2, 25)], Noon)).Tells(Released(2, 1, 4));

    [Fact]
    public void One_change_waits_at_a_time() =>
        Scenario.Given<Order>([.. Confirmed, Raising]).When(Change(new(1, 4), "C-2")).Refuses(OrderingProblems.ChangePending);

    [Fact]
    public void A_change_number_is_used_once() => Scenario.Given<Order>([.. Confirmed, Raising]).When(Change(new(1, 4))).Refuses(Problems.AlreadyRecorded);

    [Fact]
    public void An_order_that_is_not_confirmed_yet_is_not_changed() =>
        Scenario.Given<Order>(Placed).When(Change(new(1, 4))).Refuses(OrderingProblems.OrderNotConfirmed);

    [Fact]
    public void Cancelling_gives_back_what_is_not_shipped() => Scenario.Given<Order>([.. Confirmed, ShippedSix]).When(Cancel(1))
        .Records(new OrderLineCancelled(1, "late", 4, 1, Noon)).Tells(Released(1, 1, 4));

    [Fact]
    public void A_line_is_cancelled_once() => Scenario.Given<Order>(Cancelled(1, 10)).When(Cancel(1)).Refuses(OrderingProblems.LineCancelled);

    [Fact]
    public void Cancelling_the_last_live_line_closes_the_order() => Scenario.Given<Order>(Cancelled(1, 10)).When(Cancel(2))
        .Records(new OrderLineCancelled(2, "late", 20, 2, Noon), new OrderClosed(Noon));

    [Fact]
    public void A_cancelled_line_is_told_to_be_so()
    {
        var order = Scenario.Fold<Order>([.. Confirmed, ShippedSix, new OrderLineCancelled(1, "late", 4, 1, Noon)])!;
        Assert.Equal(new("PO-1", 1, "cancelled", "SA-1/1", Gpu, 6, Change: 1), OrderLinesPort.InfoOf(order, order.Line(1)!));
    }

    [Fact]
    public void What_a_waiting_change_lowers_is_not_offered_for_shipping()
    {
        var order = Scenario.Fold<Order>([.. Confirmed, new ChangeRequested("C-1", 1, [new(1, 2), new(2, 25)], Noon)])!;
        Assert.Equal(2, OrderLinesPort.InfoOf(order, order.Line(1)!).OrderedUnits);
        Assert.Equal(20, OrderLinesPort.InfoOf(order, order.Line(2)!).OrderedUnits);
    }

    [Fact]
    public void A_rejected_line_gives_back_all() => Scenario.Given<Order>(Confirmed)
        .When(Acknowledge(new(1, AcknowledgedStatus.Rejected), new(2, AcknowledgedStatus.Rescheduled, Autumn)))
        .Records(new OrderAcknowledged("K-1", [new(1, AcknowledgedStatus.Rejected), new(2, AcknowledgedStatus.Rescheduled, Autumn)], 1, Noon))
            .Tells(Released(1, 1, 10));

    [Fact]
    public void What_is_shipped_is_not_rejected() => Scenario.Given<Order>([.. Confirmed, ShippedSix])
        .When(Acknowledge(new AcknowledgedLine(1, AcknowledgedStatus.Rejected))).Refuses(OrderingProblems.AlreadyShipped);

    [Fact]
    public void Only_a_confirmed_order_is_acknowledged() => Scenario.Given<Order>(Placed)
        .When(Acknowledge(new AcknowledgedLine(1, AcknowledgedStatus.Accepted))).Refuses(OrderingProblems.OrderNotConfirmed);

    [Fact]
    public void A_refused_or_closed_order_is_worked_on_no_more()
    {
        foreach (var command in new[] { Change(new(1, 9)), Cancel(1), Acknowledge(new AcknowledgedLine(1, AcknowledgedStatus.Accepted)) })
        {
            Scenario.Given<Order>(Placed, new OrderRefused("commitment-exceeded", "no room", Noon)).When(command).Refuses(OrderingProblems.OrderRefused);
            Scenario.Given<Order>([.. Confirmed, new OrderClosed(Noon)]).When(command).Refuses(OrderingProblems.OrderClosed);
        }
    }

    private static Func<Order?, Decision> Change(ChangedLine line, string number = "C-1") =>
        state => ChangeOrderEndpoint.Decide(new("PO-1", number, [line]), new(state, Parties), AtNoon);

    private static Func<Order?, Decision> Cancel(int line) => state => CancelOrderLineEndpoint.Decide(new("PO-1", line, "late"), new(state, Parties), AtNoon);

    private static Func<Order?, Decision> Acknowledge(params AcknowledgedLine[] lines) =>
        state => AcknowledgeOrderEndpoint.Decide(new("PO-1", "K-1", lines), new(state, Parties), AtNoon);
}
