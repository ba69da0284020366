using Ledger.Ordering.Orders;

namespace Ledger.Http.Tests.Advice;

/// <summary>Facts about orders that were recorded by mistake, and what is done about them.</summary>
public sealed class Mistakes_in_orders
{
    [Fact]
    [Advised(typeof(OrderPlaced))]
    public async Task An_order_of_which_units_are_on_their_way_and_others_were_received()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(
            Say.Register("B-1", ["G1"]), Say.Ship("B-1"), Say.Register("B-2", ["G2", "G3"]), Say.Ship("B-2"), Say.Receive("B-2", "R-2"));
        await scene.StandsAsync<OrderPlaced>("Void its shipments with VoidShipment, or send back what was received with ReturnUnits, and cancel its lines");
        await scene.MustAsync(Say.Void("B-1"), Say.Return("RMA-1", "G2", "G3"), Say.Cancel());
        await scene.OrderIsAsync("closed 0 0 0 0 0");
        await scene.DeclaredAsync(await scene.EventAsync(typeof(OrderPlaced)));
        await scene.ProgressIsAsync("10 0 0 0 0 0 0");
        await scene.StockIsAsync("site:FAB1 inventory 1", "site:FAB1 returned 2");
    }

    [Fact]
    [Advised(typeof(OrderConfirmed))]
    public async Task The_confirmation_of_an_order()
    {
        var scene = await Scene.OrderedAsync();
        await scene.StandsAsync<OrderConfirmed>("Cancel the order's lines with CancelOrderLine");
        await scene.MustAsync(Say.Cancel());
        await scene.ProgressIsAsync("10 0 0 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(OrderRefused))]
    public async Task The_refusal_of_an_order()
    {
        var scene = await Scene.OrderedAsync();
        await scene.SendAsync(Say.Place("PO-2", 20));
        await scene.StandsAsync<OrderRefused>("Place another order with PlaceOrder, for less or after the agreement was amended with AmendAgreement");
        await scene.MustAsync(Say.Place("PO-3", 6), Say.Amend("A-1", 30), Say.Place("PO-4", 20));
        await scene.ProgressIsAsync("30 30 0 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(OrderClosed))]
    public async Task The_closing_of_an_order()
    {
        var scene = await Scene.DeliveredAsync();
        await scene.StandsAsync<OrderClosed>("For other units place another order with PlaceOrder");
        await scene.MustAsync(Say.CorrectReceipt("RC-1", "G1"));
        await scene.OrderIsAsync("confirmed 4 4 3 1 1");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G1"]));
        await scene.OrderIsAsync("closed 4 4 4 0 0");
        await scene.MustAsync(Say.Return("RMA-1", "G2"));
        await scene.OrderIsAsync("confirmed 4 3 3 0 1");
        await scene.MustAsync(Say.Place("PO-2", 2));
        await scene.ProgressIsAsync("10 6 3 3 0 0 0");
    }

    [Fact]
    [Advised(typeof(OrderAcknowledged))]
    public async Task An_acknowledgement()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Acknowledge("K-1", "backordered"));
        await scene.StandsAsync<OrderAcknowledged>("Acknowledge each of its lines again with AcknowledgeOrder");
        var wrong = await scene.EventAsync(typeof(OrderAcknowledged));
        await scene.MustAsync(Say.Acknowledge("K-2", "accepted"));
        await scene.DeclaredAsync(wrong, typeof(OrderAcknowledged));
        await scene.BecomesAsync("orders/PO-1", o => o.List("lines")[0].Text("state"), "accepted");

        await scene.MustAsync(Say.Acknowledge("K-3", "rejected"));
        await scene.StandsAsync<OrderAcknowledged>("For a line that was rejected the customer places another order with PlaceOrder");
        await scene.MustAsync(Say.Place("PO-2", 4));
        await scene.ProgressIsAsync("10 4 0 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(ChangeRequested))]
    [Advised(typeof(OrderChanged))]
    public async Task A_change()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Change("CH-1", 6));
        await scene.StandsAsync<ChangeRequested>("Change the order again with ChangeOrder");
        await scene.StandsAsync<OrderChanged>("Change the order again with ChangeOrder");
        await scene.MustAsync(Say.Change("CH-2", 3), Say.Cancel());
        await scene.OrderIsAsync("closed 0 0 0 0 0");
        await scene.MustAsync(Say.Place("PO-2", 4));
        await scene.ProgressIsAsync("10 4 0 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(ChangeRefused))]
    public async Task A_change_that_was_refused()
    {
        var scene = await Scene.OrderedAsync(2);
        await scene.SendAsync(Say.Change("CH-1", 20));
        await scene.StandsAsync<ChangeRefused>("if the order is closed, place another one with PlaceOrder");
        await scene.MustAsync(Say.Change("CH-2", 3), Say.Register("B-1", Say.Units(3)), Say.Ship("B-1"), Say.Receive("B-1", "R-1"));
        await scene.OrderIsAsync("closed 3 3 3 0 0");
        await scene.MustAsync(Say.Place("PO-2", 7));
        await scene.ProgressIsAsync("10 10 3 3 0 0 0");
    }

    [Fact]
    [Advised(typeof(OrderLineCancelled))]
    [Advised(typeof(CancelledUnitsReleased))]
    public async Task A_cancellation_and_what_it_released_later()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Register("B-1", ["G1"]), Say.Ship("B-1"), Say.Cancel(), Say.Void("B-1"));
        await scene.StandsAsync<OrderLineCancelled>("Place another order with PlaceOrder");
        await scene.StandsAsync<CancelledUnitsReleased>("Place another order with PlaceOrder");
        await scene.MustAsync(Say.Place("PO-2", 4), Say.Ship("B-1", "PO-2", "DA-2"));
        await scene.OrderIsAsync("confirmed 4 1 0 0 4", "PO-2");
        await scene.ProgressIsAsync("10 4 1 0 0 0 0");
    }
}
