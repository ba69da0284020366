using System.Text.Json;

namespace Ledger.Http.Tests.Receipts;

public sealed class What_arrived
{
    [Fact]
    public async Task Parts_come_and_what_the_final_receipt_does_not_see_is_missing()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = await book.ShipAsync("B-1", 10);

        (await book.ReceiveAsync("B-1", "RC-1", serials[..4], final: false)).MustBe(200);
        var partly = await book.GetWhenAsync("orders/PO-1", o => Line(o).Number("received") == 4);
        Assert.Equal(6, Line(partly.Json).Number("outstanding"));
        Assert.Equal("partlyReceived", (await book.GetAsync("batches/B-1")).Json.Text("state"));
        Assert.Equal(6, (await book.GetAsync("batches/B-1")).Json.Number("outstandingUnits"));

        (await book.ReceiveAsync("B-1", "RC-2", serials[4..9])).MustBe(200);
        var order = await book.GetWhenAsync("orders/PO-1", o => Line(o).Number("missing") == 1);
        Assert.Equal((10, 9, 1), (Line(order.Json).Number("shipped"), Line(order.Json).Number("received"), Line(order.Json).Number("outstanding")));
        Assert.Equal("confirmed", order.Json.Text("state"));

        var batch = (await book.GetAsync("batches/B-1")).Json;
        Assert.Equal("received", batch.Text("state"));
        Assert.Equal(0, batch.Number("outstandingUnits"));
        Assert.Equal([4, 5], batch.List("receipts").Select(r => r.Number("receivedUnits")));
        Assert.Equal([$"missing {serials[9]}"], Discrepancies(batch, 1));
        await book.GetWhenAsync("stock", s => s.List("rows").Length == 2 && s.List("rows").Any(r => r.Text("condition") == "missing"));
        Assert.Equal(new() { ["site:PDX1/received"] = 9, ["transit:B-1/missing"] = 1 }, await book.StockAsync());
    }

    [Fact]
    public async Task A_missing_unit_that_turns_up_completes_the_order()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(3);
        var serials = await book.ShipAsync("B-1", 3);
        (await book.ReceiveAsync("B-1", "RC-1", serials[..2])).MustBe(200);
        await book.GetWhenAsync("orders/PO-1", o => Line(o).Number("missing") == 1);

        (await book.ReceiveAsync("B-1", "RC-2", serials[2..])).MustBe(200);

        var order = await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "closed");
        Assert.Equal((3, 3, 0), (Line(order.Json).Number("shipped"), Line(order.Json).Number("received"), Line(order.Json).Number("outstanding")));
        var unit = (await book.GetAsync($"units/{serials[2]}")).Json;
        Assert.Equal("site:PDX1/received", unit.Text("account"));
        Assert.Equal(["origin", "site:FAB1/inventory", "transit:B-1/inTransit", "transit:B-1/missing"], unit.List("events").Select(e => e.Text("from")));
        (await book.ReceiveAsync("B-1", "RC-3", serials[2..])).MustRefuse(409, "already-received");
    }

    [Fact]
    public async Task Absent_serials_mean_everything_that_is_still_on_its_way()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(6);
        var serials = await book.ShipAsync("B-1", 6);
        (await book.ReceiveAsync("B-1", "RC-1", serials[..2], final: false)).MustBe(200);
        (await book.ReceiveAsync("B-1", "RC-2")).MustBe(200);

        await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "closed" && Line(o).Number("received") == 6);
        Assert.Empty((await book.GetAsync("batches/B-1")).Json.List("receipts")[1].List("discrepancies"));
    }

    [Fact]
    public async Task Damaged_units_count_as_received_and_lie_in_quarantine()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var serials = await book.ShipAsync("B-1", 4);
        (await book.ReceiveAsync("B-1", "RC-1", damaged: [serials[3], serials[1]])).MustBe(200);

        var order = await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "closed" && Line(o).Number("damaged") == 2);
        Assert.Equal(4, Line(order.Json).Number("received"));
        Assert.Equal([$"damaged {serials[1]} {serials[3]}"], Discrepancies((await book.GetAsync("batches/B-1")).Json, 0));
        await book.GetWhenAsync("stock?site=PDX1", s => s.List("rows").Length == 2);
        Assert.Equal(new() { ["site:PDX1/received"] = 2, ["site:PDX1/quarantined"] = 2 }, await book.StockAsync());
    }

    [Fact]
    public async Task A_unit_that_was_not_seen_is_not_damaged()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var serials = await book.ShipAsync("B-1", 4);
        var before = await book.EventCountAsync();
        var reply = (await book.ReceiveAsync("B-1", "RC-1", serials[..2], damaged: serials[1..])).MustRefuse(400, "damaged-not-seen");
        Assert.Equal(serials[2..], reply.Serials.First);
        Assert.InRange(await book.EventCountAsync(), before, before + 1);
    }

    [Fact]
    public async Task Nothing_of_a_batch_may_arrive()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(3);
        var serials = await book.ShipAsync("B-1", 3);
        (await book.ReceiveAsync("B-1", "RC-1", [], final: false)).MustRefuse(409, "nothing-to-receive");
        (await book.ReceiveAsync("B-1", "RC-2", [])).MustBe(200);
        var order = await book.GetWhenAsync("orders/PO-1", o => Line(o).Number("missing") == 3);
        Assert.Equal(0, Line(order.Json).Number("received"));
        Assert.Equal([$"missing {string.Join(' ', serials)}"], Discrepancies((await book.GetAsync("batches/B-1")).Json, 0));
    }

    internal static JsonElement Line(JsonElement order) => order.List("lines")[0];

    internal static string[] Discrepancies(JsonElement batch, int receipt) =>
        [.. batch.List("receipts")[receipt].List("discrepancies").Select(d => $"{d.Text("kind")} {string.Join(' ', d.Texts("serials"))}")];
}
