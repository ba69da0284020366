using Ledger.Logistics.Batches;
using Ledger.Logistics.Returns;

namespace Ledger.Http.Tests.Advice;

/// <summary>Facts about batches that were recorded by mistake, and what puts each of them right.</summary>
public sealed class Mistakes_in_batches
{
    [Fact]
    [Advised(typeof(BatchRegistered))]
    public async Task A_typo_among_the_registered_serials()
    {
        var scene = await Scene.OrderedAsync(3);
        await scene.MustAsync(Say.Register("B-1", ["G1", "G2", "G33"]));
        await scene.StandsAsync<BatchRegistered>("Register the right ones with RegisterBatch, and take the wrong ones out of the inventory with ScrapUnits");
        await scene.MustAsync(Say.Register("B-2", ["G3"]), Say.Scrap("SC-1", "G33"), Say.Ship("B-1"), Say.Ship("B-2"));
        await scene.MustAsync(Say.Receive("B-1", "R-1"), Say.Receive("B-2", "R-2"));
        await scene.OrderIsAsync("closed 3 3 3 0 0");
        await scene.StockIsAsync("site:FAB1 scrapped 1", "site:PDX1 received 3");
    }

    [Fact]
    [Advised(typeof(BatchShipped))]
    [Advised("not-moved-back")]
    public async Task A_shipment_that_did_not_leave()
    {
        var scene = await Scene.ShippedAsync(2);
        Assert.Equal("not-moved-back", await scene.StandsAsync<BatchShipped>("Void the shipment with VoidShipment"));
        var wrong = await scene.EventAsync(typeof(BatchShipped));
        await scene.MustAsync(Say.Receive("B-1", "R-1", []), Say.Void("B-1"));
        await scene.DeclaredAsync(wrong, typeof(BatchReceived), typeof(ShipmentVoided));

        await scene.MustAsync(Say.Ship("B-1", advice: "DA-2"), Say.Receive("B-1", "R-2"));
        await scene.StandsAsync<BatchShipped>("Received units go back with ReturnUnits");
        wrong = await scene.EventAsync(typeof(BatchShipped));
        await scene.MustAsync(Say.Return("RMA-1", "G1", "G2"), Say.Register("B-2", ["G1", "G2"]));
        await scene.DeclaredAsync(wrong, typeof(BatchReceived), typeof(UnitsReturned), typeof(BatchRegistered));
        await scene.OrderIsAsync("confirmed 2 0 0 0 2");
        await scene.StockIsAsync("site:FAB1 inventory 2");
    }

    [Fact]
    [Advised(typeof(ShipmentVoided))]
    public async Task A_void()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.MustAsync(Say.Receive("B-1", "R-1", []), Say.Void("B-1"));
        await scene.StandsAsync<ShipmentVoided>("If units of it were missing, find them missing again with ReceiveBatch, and name that receipt too");
        var wrong = await scene.EventAsync(typeof(ShipmentVoided));
        await scene.MustAsync(Say.Ship("B-1", advice: "DA-2"), Say.Receive("B-1", "R-2", []));
        await scene.DeclaredAsync(wrong, typeof(BatchShipped), typeof(BatchReceived));
        await scene.OrderIsAsync("confirmed 2 2 0 2 2");
    }

    [Fact]
    [Advised(typeof(BatchReceived))]
    [Advised(typeof(ReceiptCorrected))]
    public async Task A_receipt()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.StandsAsync<BatchReceived>("Units that did not arrive are taken off the receipt with CorrectReceipt. Those that did are physically");
        await scene.MustAsync(Say.CorrectReceipt("RC-1", "G1"), Say.Reject("Q-1", "G2"), Say.Return("RMA-1", "G2"));
        await scene.OrderIsAsync("confirmed 3 2 1 1 2");

        await scene.StandsAsync<ReceiptCorrected>("Record the units as received again with ReceiveBatch");
        var wrong = await scene.EventAsync(typeof(ReceiptCorrected));
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G1"]));
        await scene.DeclaredAsync(wrong, typeof(BatchReceived));
        await scene.OrderIsAsync("confirmed 3 2 2 0 1");

        // Nothing arrived of another shipment, whatever its receipt says.
        await scene.MustAsync(Say.Register("B-2", ["G4"]), Say.Ship("B-2"), Say.Receive("B-2", "R-3", []));
        await scene.StandsAsync<BatchReceived>("A shipment of which nothing arrived is voided with VoidShipment");
        await scene.MustAsync(Say.Void("B-2"));
        await scene.StockIsAsync("site:FAB1 inventory 1", "site:FAB1 returned 1", "site:PDX1 received 2");
    }

    [Fact]
    [Advised(typeof(UnitsWrittenOff))]
    public async Task A_write_off()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.MustAsync(Say.Receive("B-1", "R-1", []), Say.WriteOff("WO-1", "G1", "G2"));
        await scene.StandsAsync<UnitsWrittenOff>("A unit that turns up is received with ReceiveBatch, or taken back with TakeBackUnits");
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G1"]), Say.TakeBack("TB-1", "G2"));
        await scene.StockIsAsync("site:FAB1 returned 1", "site:PDX1 quarantined 1");
        await scene.MustAsync(Say.Register("B-2", ["G2"]), Say.Ship("B-2"));
        await scene.OrderIsAsync("confirmed 2 1 0 0 2");
    }

    [Fact]
    [Advised(typeof(UnitsTakenBack))]
    public async Task A_take_back()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.MustAsync(Say.TakeBack("TB-1", "G1", "G2"));
        await scene.StandsAsync<UnitsTakenBack>("Send the units again: register them in a new batch with RegisterBatch, and ship it with ShipBatch");
        await scene.MustAsync(Say.Register("B-2", ["G1", "G2"]), Say.Ship("B-2"));
        await scene.OrderIsAsync("confirmed 2 2 0 0 2");
        await scene.StockIsAsync("transit:B-2 inTransit 2");
    }

    [Fact]
    [Advised(typeof(TransportReported))]
    public async Task A_transport_report()
    {
        var scene = await Scene.ShippedAsync(1);
        await scene.MustAsync(Say.Report("T-1", "delivered"));
        var wrong = await scene.EventAsync(typeof(TransportReported));
        (await IncorrectAsync(await scene.EventAsync(typeof(BatchRegistered)))).MustRefuse(409, "corrective-not-later");
        await scene.MustAsync(Say.Receive("B-1", "R-1"));
        var refused = (await IncorrectAsync(await scene.EventAsync(typeof(BatchReceived)))).MustRefuse(409, "facts-rest-on-it").Json;
        Advised.Of(
            refused, "logistics.transport-reported.v1", "Report what really happened with ReportTransport, and name that report", scene,
            nameof(A_transport_report));
        await scene.MustAsync(Say.Report("T-2", "delayed"));
        (await IncorrectAsync(await scene.EventAsync(typeof(TransportReported)))).MustBe(201);
        var shown = (await scene.Book.GetAsync("batches/B-1?view=corrected")).MustBe(200).Json;
        Assert.Equal(["T-2"], shown.List("transport").Select(report => report.Text("report")));

        Task<Reply> IncorrectAsync(string corrective) => scene.DeclareAsync(wrong, "incorrect-data", corrective);
    }
}
