using Ledger.Ordering.Orders;

namespace Ledger.Http.Tests.Advice;

/// <summary>What an order recorded because of a batch: the batch is put right, and the order follows.</summary>
public sealed class Mistakes_in_deliveries
{
    [Fact]
    [Advised(typeof(LineShipped))]
    [Advised(typeof(LineShipmentVoided))]
    public async Task A_shipment_and_its_void()
    {
        var scene = await Scene.ShippedAsync();
        await scene.StandsAsync<LineShipped>("Void the shipment with VoidShipment");
        await scene.MustAsync(Say.Void("B-1"));
        await scene.OrderIsAsync("confirmed 4 0 0 0 4");
        await scene.StandsAsync<LineShipmentVoided>("Ship the batch again with ShipBatch");
        await scene.MustAsync(Say.Ship("B-1", advice: "DA-2"));
        await scene.OrderIsAsync("confirmed 4 4 0 0 4");
        await scene.ProgressIsAsync("10 4 4 0 0 0 0");
    }

    [Fact]
    [Advised(typeof(LineReceived))]
    [Advised(typeof(LineReceiptCorrected))]
    public async Task A_receipt_and_its_correction()
    {
        var scene = await Scene.DeliveredAsync();
        await scene.StandsAsync<LineReceived>("Take units that did not arrive off it with CorrectReceipt, or send units back with ReturnUnits");
        await scene.MustAsync(Say.CorrectReceipt("RC-1", "G1"), Say.Return("RMA-1", "G2"));
        await scene.OrderIsAsync("confirmed 4 3 2 1 2");
        await scene.StandsAsync<LineReceiptCorrected>("Record units that did arrive as received with ReceiveBatch");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G1"]));
        await scene.OrderIsAsync("confirmed 4 3 3 0 1");
        await scene.StockIsAsync("site:FAB1 returned 1", "site:PDX1 received 3");
    }

    [Fact]
    [Advised(typeof(LineWrittenOff))]
    public async Task A_loss()
    {
        var scene = await Scene.ShippedAsync();
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1", "G2"]), Say.WriteOff("WO-1", "G3", "G4"));
        await scene.StandsAsync<LineWrittenOff>("A unit that turns up is received with ReceiveBatch, or taken back with TakeBackUnits");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G3"]), Say.TakeBack("TB-1", "G4"));
        await scene.OrderIsAsync("confirmed 4 2 2 0 2");
        await scene.StockIsAsync("site:FAB1 returned 1", "site:PDX1 quarantined 1", "site:PDX1 received 2");
    }

    [Fact]
    [Advised(typeof(LineTakenBack))]
    public async Task Units_that_were_taken_back()
    {
        var scene = await Scene.ShippedAsync();
        await scene.MustAsync(Say.TakeBack("TB-1", Say.Units(4)));
        await scene.StandsAsync<LineTakenBack>("The supplier registers the units again with RegisterBatch, and ships them with ShipBatch");
        await scene.MustAsync(Say.Register("B-2", Say.Units(4)), Say.Ship("B-2"), Say.Receive("B-2", "R-2"));
        await scene.OrderIsAsync("closed 4 4 4 0 0");
        await scene.StockIsAsync("site:PDX1 received 4");
    }

    [Fact]
    [Advised(typeof(LineReturned))]
    public async Task Units_that_were_returned()
    {
        var scene = await Scene.DeliveredAsync();
        await scene.MustAsync(Say.Return("RMA-1", "G1"));
        await scene.OrderIsAsync("confirmed 4 3 3 0 1");
        await scene.StandsAsync<LineReturned>("While its units lie where they were sent, cancel that with CancelReturn");
        await scene.MustAsync(new Command("CancelReturn", new { cancellation = "CX-1", @return = "RMA-1", reason = "a mistake" }));
        await scene.OrderIsAsync("closed 4 4 4 0 0");
        await scene.StockIsAsync("site:PDX1 received 4");
    }

    [Fact]
    [Advised(typeof(LineCredited))]
    public async Task Units_that_were_credited()
    {
        var scene = await Scene.DeliveredAsync();
        await scene.MustAsync(Say.Return("RMA-1", "G1"), Say.Credit("CR-1", 1));
        await scene.StandsAsync<LineCredited>("Place another order with PlaceOrder for units in place of those credited");
        await scene.MustAsync(Say.Place("PO-2", 1), Say.Register("B-2", ["G1"]), Say.Ship("B-2", "PO-2"), Say.Receive("B-2", "R-2"));
        await scene.OrderIsAsync("closed 1 1 1 0 0", "PO-2");
        await scene.OrderIsAsync("closed 3 3 3 0 0");
        await scene.StockIsAsync("site:PDX1 received 4");
    }

    [Fact]
    [Advised(typeof(OrderReopened))]
    public async Task An_order_that_is_open_again()
    {
        var scene = await Scene.DeliveredAsync();
        await scene.MustAsync(Say.CorrectReceipt("RC-1", "G1"), Say.Return("RMA-1", "G2"));
        await scene.StandsAsync<OrderReopened>("They are received with ReceiveBatch; cancel them with CancelOrderLine if they are not wanted");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G1"]));
        await scene.OrderIsAsync("confirmed 4 3 3 0 1");
        await scene.MustAsync(Say.Cancel());
        await scene.OrderIsAsync("closed 3 3 3 0 0");
        await scene.ProgressIsAsync("10 3 3 3 0 0 0");
    }

    [Fact]
    [Advised(typeof(LineDiscrepancyNoted))]
    public async Task A_discrepancy()
    {
        var scene = await Scene.ShippedAsync();
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1", "G2", "G3"], ["G3"]));
        await scene.StandsAsync<LineDiscrepancyNoted>("damaged ones that are sound after all are accepted with AcceptUnits");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G4"]), Say.Accept("Q-1", "G3"));
        await scene.OrderIsAsync("closed 4 4 4 0 0");
        await scene.StockIsAsync("site:PDX1 accepted 1", "site:PDX1 received 3");
    }
}
