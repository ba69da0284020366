namespace Ledger.Http.Tests.Custody;

public sealed class Shipping_batches
{
    [Fact]
    public async Task Of_sixteen_clients_who_ship_one_batch_exactly_one_does()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(100);
        for (var round = 0; round < 3; round++)
        {
            var batch = $"B-{round}";
            await book.RegisterAsync(batch, book.Serials(batch, 10));
            var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(client => book.PostAsync(
                "batches/ship",
                new { batch, order = "PO-1", orderLine = 1, to = TestBook.DataCentre, carrier = "CAR", despatchAdvice = $"ASN-{round}-{client}" })));

            Assert.Single(replies, r => (int)r.Status == 200);
            Assert.All(replies.Where(r => (int)r.Status != 200), r => r.MustRefuse(409, "already-shipped"));
            var view = (await book.GetAsync($"batches/{batch}")).MustBe(200);
            Assert.Equal("\"v2\"", view.ETag);
            Assert.Single(view.Json.List("shipments"));
        }

        var order = await book.GetWhenAsync("orders/PO-1", o => o.List("lines")[0].Number("shipped") >= 30);
        Assert.Equal(30, order.Json.List("lines")[0].Number("shipped"));
    }

    [Fact]
    public async Task A_batch_is_shipped_once_and_again_only_after_a_void()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.ShipAsync("B-1", 4);
        (await book.PostAsync("batches/ship", book.Shipment("B-1", advice: "ASN-2"))).MustRefuse(409, "already-shipped");
        (await book.PostAsync("batches/void", new { batch = "B-1", reason = "the lorry broke down" })).MustBe(200);
        (await book.PostAsync("batches/void", new { batch = "B-1", reason = "again" })).MustRefuse(409, "no-shipment");
        (await book.PostAsync("batches/ship", book.Shipment("B-1", advice: "ASN-2"))).MustBe(200);

        await book.GetWhenAsync("orders/PO-1", o => o.List("lines")[0].Number("shipped") == 4);
        var unit = (await book.GetAsync($"units/{book.Serials("B-1", 1)[0]}")).MustBe(200).Json;
        Assert.Equal(["origin", "site:FAB1/inventory", "transit:B-1/inTransit", "site:FAB1/inventory"], unit.List("events").Select(e => e.Text("from")));
        Assert.Equal("transit:B-1/inTransit", unit.Text("account"));
    }

    [Fact]
    public async Task What_is_not_shipped_is_not_received_and_what_is_received_is_not_voided()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = book.Serials("B-1", 4);
        await book.RegisterAsync("B-1", serials);
        (await book.ReceiveAsync("B-1", "RC-1")).MustRefuse(409, "not-shipped");
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        (await book.ReceiveAsync("B-1", "RC-1", serials[..1], final: false)).MustBe(200);
        (await book.PostAsync("batches/void", new { batch = "B-1", reason = "x" })).MustRefuse(409, "shipment-has-receipts");
        Assert.Equal("\"v3\"", (await book.GetAsync("batches/B-1")).ETag);
    }

    [Fact]
    public async Task A_batch_goes_only_to_a_confirmed_line_of_its_product_that_has_room()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(5);
        await book.RegisterAsync("B-6", book.Serials("B-6", 6));
        await book.MustPostAsync("batches", new { batch = "CPU", product = TestBook.Cpu, site = TestBook.Factory, serials = book.Serials("C", 1) });
        var before = await book.EventCountAsync();

        (await book.PostAsync("batches/ship", book.Shipment("B-6"))).MustRefuse(409, "over-shipment");
        (await book.PostAsync("batches/ship", book.Shipment("CPU"))).MustRefuse(409, "wrong-product");
        (await book.PostAsync("batches/ship", book.Shipment("NONE"))).MustRefuse(404, "unknown-batch");
        (await book.PostAsync("batches/ship", book.Shipment("B-6", "PO-9"))).MustRefuse(404, "unknown-order-line");
        (await book.PostAsync(
            "batches/ship", new { batch = "B-6", order = "PO-1", orderLine = 1, to = TestBook.DataCentre, carrier = "NOONE", despatchAdvice = "A" }))
            .MustRefuse(404, "unknown-party");
        (await book.PostAsync("batches/ship", new { batch = "B-6", order = "PO-1", orderLine = 1, to = "MOON", carrier = "CAR", despatchAdvice = "A" }))
            .MustRefuse(404, "unknown-site");
        Assert.Equal(before, await book.EventCountAsync());
    }

    [Fact]
    public async Task Of_six_batches_that_are_shipped_at_once_only_those_go_that_the_line_has_room_for()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        string[] batches = ["B-1", "B-2", "B-3", "B-4", "B-5", "B-6"];
        foreach (var batch in batches)
        {
            await book.RegisterAsync(batch, book.Serials(batch, 4));
        }

        var replies = await Task.WhenAll(batches.Select(batch => book.PostAsync("batches/ship", book.Shipment(batch))));

        Assert.Equal(2, replies.Count(r => (int)r.Status == 200));
        Assert.All(replies.Where(r => (int)r.Status != 200), r => r.MustRefuse(409, "over-shipment"));
        await book.GetWhenAsync("orders/PO-1", o => o.List("lines")[0].Number("shipped") == 8);
    }
}
