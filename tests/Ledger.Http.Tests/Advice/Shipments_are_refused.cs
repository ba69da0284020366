namespace Ledger.Http.Tests.Advice;

/// <summary>What cannot be shipped, or voided, and what can.</summary>
public sealed class Shipments_are_refused
{
    [Fact]
    [Advised("order-line-not-open")]
    public async Task A_shipment_on_a_line_that_is_cancelled()
    {
        var scene = await Scene.OrderedAsync(2);
        await scene.MustAsync(Say.Register("B-1", Say.Units(2)), Say.Cancel(), Say.Place("PO-2", 2));
        await scene.RefusedAsync(Say.Ship("B-1"), "order-line-not-open", "Choose another line");
        await scene.MustAsync(Say.Ship("B-1", "PO-2"));
        await scene.OrderIsAsync("confirmed 2 2 0 0 2", "PO-2");
    }

    /// <summary>The order is kept from hearing of the return until another unit has been sent in its place.</summary>
    [Fact]
    [Advised("order-reopening")]
    public async Task A_shipment_on_an_order_that_is_about_to_be_open_again()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Register("B-2", ["G3"]));
        await using (await Held.StreamAsync(scene.Book, "order/PO-1"))
        {
            await scene.MustAsync(Say.Return("RMA-1", "G1"));
            var early = await scene.RefusedAsync(Say.Ship("B-2"), "order-reopening", "Try again in a moment");
            Assert.Equal("yes", early.Text("retryable"));
        }

        await scene.MustAsync(Say.Ship("B-2"));
        await scene.OrderIsAsync("confirmed 2 2 1 0 1");
        await scene.StockIsAsync("site:FAB1 returned 1", "site:PDX1 received 1", "transit:B-2 inTransit 1");
    }

    [Fact]
    [Advised("over-shipment")]
    public async Task A_batch_of_more_than_the_line_takes()
    {
        var scene = await Scene.OrderedAsync(2);
        await scene.MustAsync(Say.Register("B-1", Say.Units(3)));
        await scene.RefusedAsync(Say.Ship("B-1"), "over-shipment", "The customer can raise the line with ChangeOrder");
        await scene.MustAsync(Say.Change("CH-1", 3), Say.Ship("B-1"));
        await scene.OrderIsAsync("confirmed 3 3 0 0 3");
    }

    [Fact]
    [Advised("already-shipped")]
    public async Task A_batch_that_has_left_but_did_not()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.MustAsync(Say.Place("PO-2", 2));
        await scene.RefusedAsync(Say.Ship("B-1", "PO-2", "DA-2"), "already-shipped", "If it did not leave, void that shipment with VoidShipment");
        await scene.MustAsync(Say.Void("B-1"), Say.Ship("B-1", "PO-2", "DA-2"));
        await scene.OrderIsAsync("confirmed 2 0 0 0 2");
        await scene.OrderIsAsync("confirmed 2 2 0 0 2", "PO-2");
    }

    [Fact]
    [Advised("wrong-product")]
    public async Task A_batch_of_another_product()
    {
        var scene = await Scene.OrderedAsync(2);
        await scene.MustAsync(
            Say.Amend("A-1", [Say.Line(2, 5, TestBook.Cpu)]), Say.Place("PO-2", 1, TestBook.Cpu, 2), Say.Register("B-1", ["C1"], TestBook.Cpu));
        await scene.RefusedAsync(Say.Ship("B-1"), "wrong-product", "Choose a line for that");
        await scene.MustAsync(Say.Ship("B-1", "PO-2"));
        await scene.OrderIsAsync("confirmed 1 1 0 0 1", "PO-2");
    }

    [Fact]
    [Advised("batch-elsewhere")]
    public async Task A_batch_from_a_site_where_it_is_not()
    {
        var scene = await Scene.OrderedAsync(1);
        await scene.MustAsync(Say.Register("B-1", ["G1"]));
        await scene.RefusedAsync(From(TestBook.DataCentre), "batch-elsewhere", "Batch B-1 is at FAB1");
        await scene.MustAsync(From("FAB1"));
        await scene.OrderIsAsync("confirmed 1 1 0 0 1");

        Command From(string from) => new("ShipBatch", new
        {
            batch = "B-1",
            order = "PO-1",
            orderLine = 1,
            from,
            to = TestBook.DataCentre,
            carrier = "CAR",
            despatchAdvice = "DA-1",
        });
    }

    [Fact]
    [Advised("no-shipment")]
    public async Task The_void_of_a_shipment_that_there_is_not()
    {
        var scene = await Scene.OrderedAsync(1);
        await scene.MustAsync(Say.Register("B-1", ["G1"]));
        await scene.RefusedAsync(Say.Void("B-1"), "no-shipment", "It can be shipped with ShipBatch");
        await scene.MustAsync(Say.Ship("B-1"), Say.Void("B-1"));
        await scene.StockIsAsync("site:FAB1 inventory 1");
    }

    [Fact]
    [Advised("shipment-has-receipts")]
    public async Task The_void_of_a_shipment_of_which_some_arrived()
    {
        var scene = await Scene.ShippedAsync();
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1", "G2"], final: false));
        await scene.RefusedAsync(
            Say.Void("B-1"), "shipment-has-receipts",
            "The customer sends those back with ReturnUnits; units that did not arrive are taken back with TakeBackUnits");
        await scene.MustAsync(Say.Return("RMA-1", "G1", "G2"), Say.TakeBack("TB-1", "G3", "G4"));
        await scene.OrderIsAsync("confirmed 4 0 0 0 4");
        await scene.StockIsAsync("site:FAB1 returned 4");
        await scene.MustAsync(Say.Register("B-2", Say.Units(4)), Say.Ship("B-2"));
        await scene.OrderIsAsync("confirmed 4 4 0 0 4");
    }

    [Fact]
    [Advised("shipment-has-receipts")]
    public async Task The_void_of_a_shipment_of_which_a_unit_came_with_another()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.MustAsync(Say.Place("PO-2", 1), Say.Register("B-2", ["G3"]), Say.Ship("B-2", "PO-2"), Say.Receive("B-2", "R-2", ["G1", "G3"]));
        await scene.RefusedAsync(Say.Void("B-1"), "shipment-has-receipts", "1 of its units came with another batch. The customer sends those back");
        await scene.MustAsync(Say.Return("RMA-1", "G1"), Say.TakeBack("TB-1", "G2"));
        await scene.OrderIsAsync("confirmed 2 0 0 0 2");
        await scene.StockIsAsync("site:FAB1 returned 2", "site:PDX1 received 1");
    }
}
