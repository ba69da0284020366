using static Ledger.Http.Tests.Receipts.What_arrived;

namespace Ledger.Http.Tests.Receipts;

public sealed class What_was_not_advised
{
    [Fact]
    public async Task A_unit_of_another_batch_is_quarantined_and_that_batch_can_still_be_received()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(6);
        var (first, second) = (await book.ShipAsync("B-1", 3), await book.ShipAsync("B-2", 3));

        (await book.ReceiveAsync("B-1", "RC-1", [.. first, second[0]])).MustBe(200);
        Assert.Equal([$"notAdvised {second[0]}"], Discrepancies((await book.GetAsync("batches/B-1")).Json, 0));
        Assert.Equal("site:PDX1/quarantined", (await book.GetAsync($"units/{second[0]}")).Json.Text("account"));

        (await book.ReceiveAsync("B-2", "RC-2")).MustBe(200);
        var batch = (await book.GetAsync("batches/B-2")).Json;
        Assert.Equal(("received", 0), (batch.Text("state"), batch.Number("outstandingUnits")));
        Assert.Empty(batch.List("receipts")[0].List("discrepancies"));
        var order = await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "closed" && Line(o).Number("notAdvised") == 1);
        Assert.Equal((6, 6, 0), (Line(order.Json).Number("shipped"), Line(order.Json).Number("received"), Line(order.Json).Number("missing")));
        var unit = (await book.GetAsync($"units/{second[0]}")).Json;
        Assert.Equal("SA-1/1", unit.Text("line"));
        Assert.Equal(
            ["logistics.batch-registered.v1", "logistics.batch-shipped.v1", "logistics.batch-received.v1"], unit.List("events").Select(e => e.Text("type")));
        Assert.Equal(1, (await book.GetWhenAsync("stock?condition=quarantined", s => s.List("rows").Length == 1)).Json.List("rows")[0].Number("quantityUnits"));
        Assert.Equal(
            5, (await book.GetWhenAsync("stock?condition=received", s => s.List("rows").Sum(r => r.Number("quantityUnits")) == 5)).Json.List("rows")[0]
            .Number("quantityUnits"));
    }

    [Fact]
    public async Task A_final_receipt_that_names_the_rest_leaves_nothing_missing_of_what_came_otherwise()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var (first, second) = (await book.ShipAsync("B-1", 2), await book.ShipAsync("B-2", 2));
        (await book.ReceiveAsync("B-1", "RC-1", [.. first, second[0]])).MustBe(200);

        (await book.ReceiveAsync("B-2", "RC-2", second)).MustRefuse(409, "already-received");
        (await book.ReceiveAsync("B-2", "RC-3", second[1..])).MustBe(200);

        var order = await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "closed");
        Assert.Equal((4, 0), (Line(order.Json).Number("received"), Line(order.Json).Number("missing")));
        Assert.Empty((await book.GetAsync("batches/B-2")).Json.List("receipts")[0].List("discrepancies"));
    }

    /// <summary>All of PO-2 comes with the batch of PO-1, and goes back from there.</summary>
    [Fact]
    public async Task Units_that_come_with_another_batch_are_received_for_their_own_order_at_once()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(2);
        await book.OrderAsync(2, "PO-2");
        var first = await book.ShipAsync("B-1", 2);
        var second = book.Serials("B-2", 2);
        await book.RegisterAsync("B-2", second);
        await book.MustPostAsync("batches/ship", book.Shipment("B-2", "PO-2"));

        (await book.ReceiveAsync("B-1", "RC-1", [.. first, .. second])).MustBe(200);
        Assert.Equal("closed 2 2 0", await LineAsync("PO-2", "closed"));
        Assert.Equal("closed 2 2 0", await LineAsync("PO-1", "closed"));

        await book.MustPostAsync("units/return", new
        {
            @return = "RMA-1",
            site = TestBook.DataCentre,
            product = TestBook.Gpu,
            serials = second,
            to = TestBook.Factory,
            reason = "not ours",
        });
        Assert.Equal("confirmed 0 0 0", await LineAsync("PO-2", "confirmed"));

        // Its own batch has nothing more to bring.
        (await book.ReceiveAsync("B-2", "RC-2")).MustBe(200);
        await FirstDeal.SettledAsync(book);
        Assert.Equal("confirmed 0 0 0", await LineAsync("PO-2", "confirmed"));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());

        async Task<string> LineAsync(string order, string state)
        {
            var json = (await book.GetWhenAsync($"orders/{order}", o => o.Text("state") == state)).Json;
            return $"{json.Text("state")} {Line(json).Number("shipped")} {Line(json).Number("received")} {Line(json).Number("missing")}";
        }
    }

    [Fact]
    public async Task A_unit_that_the_book_does_not_know_is_reported_and_nothing_else()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(2);
        var serials = await book.ShipAsync("B-1", 2);
        var unknown = book.Serials("X", 1)[0];
        (await book.ReceiveAsync("B-1", "RC-1", [.. serials, unknown])).MustBe(200);

        Assert.Equal([$"notAdvised {unknown}"], Discrepancies((await book.GetAsync("batches/B-1")).Json, 0));
        (await book.GetAsync($"units/{unknown}")).MustRefuse(404, "unknown-unit");
        var order = await book.GetWhenAsync("orders/PO-1", o => Line(o).Number("notAdvised") == 1 && o.Text("state") == "closed");
        Assert.Equal(2, Line(order.Json).Number("received"));
        await book.RegisterAsync("LATER", unknown);
    }

    [Fact]
    public async Task A_unit_of_another_book_is_unknown_here_and_stays_where_it_is()
    {
        var (book, other) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        await book.OrderAsync(2);
        var serials = await book.ShipAsync("B-1", 2);
        var theirs = other.Serials("X", 1)[0];
        await other.RegisterAsync("B-1", theirs);

        (await book.ReceiveAsync("B-1", "RC-1", [.. serials, theirs])).MustBe(200);

        (await book.GetAsync($"units/{theirs}")).MustRefuse(404, "unknown-unit");
        Assert.Equal("site:FAB1/inventory", (await other.GetAsync($"units/{theirs}")).Json.Text("account"));
    }

    [Fact]
    public async Task A_unit_that_left_the_factory_unshipped_is_quarantined_and_its_batch_ships_without_it()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = await book.ShipAsync("B-1", 2);
        var early = book.Serials("EARLY", 3);
        await book.RegisterAsync("EARLY", early);

        (await book.ReceiveAsync("B-1", "RC-1", [.. serials, early[1]])).MustBe(200);

        var unit = (await book.GetAsync($"units/{early[1]}")).Json;
        Assert.Equal("site:PDX1/quarantined", unit.Text("account"));
        Assert.Null(unit.TextOrNull("line"));
        (await book.PostAsync("batches/ship", book.Shipment("EARLY"))).MustBe(200);
        (await book.PostAsync("batches/receive", new { batch = "EARLY", receipt = "RC-2" })).MustBe(200);
        Assert.Equal("site:PDX1/received", (await book.GetAsync($"units/{early[0]}")).Json.Text("account"));
        Assert.Equal("site:PDX1/quarantined", (await book.GetAsync($"units/{early[1]}")).Json.Text("account"));
    }

    [Fact]
    public async Task A_unit_that_is_received_or_built_in_cannot_arrive_with_another_batch()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var here = await book.DeliverAsync("B-1", 2);
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", here[..1]));
        await book.PlanRackAsync("R-1", 1);
        await book.MustPostAsync("racks/install", Deals.Installation("R-1", here[0]));
        var serials = await book.ShipAsync("B-2", 2);
        var reply = (await book.ReceiveAsync("B-2", "RC-1", [.. serials, .. here])).MustRefuse(409, "unit-elsewhere");
        Assert.Equal(here, reply.Serials.First);
    }
}
