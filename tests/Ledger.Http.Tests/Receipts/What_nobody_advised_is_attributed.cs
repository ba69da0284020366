namespace Ledger.Http.Tests.Receipts;

/// <summary>A unit that nobody advised lies in quarantine until its supplier says which order line it counts on, or until it goes back.</summary>
public sealed class What_nobody_advised_is_attributed
{
    [Fact]
    public async Task To_an_order_line_and_counts_there_as_shipped_and_received()
    {
        var (book, strays) = await WithStraysAsync(ordered: 4);
        await book.MustPostAsync("batches/attribute", Attribution("AT-1", strays[..2]));

        Assert.Equal("closed 4 4 0", await LineAsync(book, "closed"));
        var unit = (await book.GetAsync($"units/{strays[1]}")).MustBe(200).Json;
        Assert.Equal(("site:PDX1/received", "SA-1/1"), (unit.Text("account"), unit.Text("line")));
        Assert.Equal(["logistics.units-identified.v1", "logistics.units-attributed.v1"], unit.List("events").Select(e => e.Text("type")));
        Assert.Equal("origin", unit.List("events")[0].Text("from"));
        Assert.Equal("AT-1", (await book.GetAsync("batches/B-1")).MustBe(200).Json.List("attributions")[0].Text("attribution"));

        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", strays[..2]));
        await FirstDeal.SettledAsync(book);
        var progress = (await book.GetAsync("agreements/SA-1/progress")).MustBe(200).Json.List("lines")[0];
        Assert.Equal((4, 4, 2), (progress.Number("shipped"), progress.Number("received"), progress.Number("accepted")));

        // It goes back as any other unit does: from the line that it counts on.
        await book.MustPostAsync("units/return", Return("RMA-1", strays[1..2]));
        Assert.Equal("confirmed 3 3 0", await LineAsync(book, "confirmed"));
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = strays[1..2] });
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Only_as_far_as_the_line_has_room_and_only_once()
    {
        var (book, strays) = await WithStraysAsync(ordered: 3);
        var refused = await book.PostAsync("batches/attribute", Attribution("AT-1", strays[..2]));
        refused.MustRefuse(409, "over-shipment");
        await book.MustPostAsync("batches/attribute", Attribution("AT-1", strays[..1]));
        (await book.PostAsync("batches/attribute", Attribution("AT-2", strays[..1]))).MustRefuse(409, "not-reported");
        (await book.PostAsync("batches/attribute", Attribution("AT-1", strays[1..2]))).MustRefuse(409, "already-recorded");
        (await book.PostAsync("batches/attribute", Attribution("AT-3", [.. book.Serials("B-1", 1)]))).MustRefuse(409, "not-reported");
        (await book.PostAsync("batches/attribute", Attribution("AT-3", strays[1..2], batch: "B-9"))).MustRefuse(404, "unknown-batch");
    }

    [Fact]
    public async Task Before_that_it_is_not_accepted_and_can_go_back()
    {
        var (book, strays) = await WithStraysAsync(ordered: 4);
        var refusal = (await book.PostAsync("units/accept", Deals.Inspection("QC-1", strays[..1]))).MustRefuse(409, "not-attributed");
        Assert.Equal(strays[..1], refusal.Serials.First);
        await book.MustPostAsync("units/return", Return("RMA-1", strays[..1]));
        (await book.PostAsync("batches/attribute", Attribution("AT-1", strays[..1]))).MustRefuse(409, "unit-not-there");
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = strays[..1] });
    }

    [Fact]
    public async Task Or_it_was_misread_and_is_where_it_was()
    {
        var (book, strays) = await WithStraysAsync(ordered: 5);
        await book.MustPostAsync("batches/correct-receipt", Correction("RCC-1", strays));
        Assert.Equal("site:FAB1/inventory", (await book.GetAsync($"units/{strays[0]}")).MustBe(200).Json.Text("account"));
        (await book.GetAsync($"units/{strays[1]}")).MustRefuse(404, "unknown-unit");
        (await book.PostAsync("batches/attribute", Attribution("AT-1", strays[..1]))).MustRefuse(409, "not-reported");
        (await book.PostAsync("batches/correct-receipt", Correction("RCC-2", strays[..1]))).MustRefuse(409, "unit-not-there");
        await book.MustPostAsync("batches/ship", book.Shipment("EARLY"));
        (await book.ReceiveAsync("EARLY", "RC-2")).MustBe(200);
        Assert.Equal("confirmed 3 3 0", await LineAsync(book, "confirmed"));
    }

    /// <summary>A unit of another batch is corrected with that one: there it is expected again.</summary>
    [Fact]
    public async Task Or_it_is_of_another_batch_and_still_on_its_way()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var (first, second) = (await book.ShipAsync("B-1", 2), await book.ShipAsync("B-2", 2));
        (await book.ReceiveAsync("B-1", "RC-1", [.. first, second[0]])).MustBe(200);
        var refusal = await book.PostAsync("batches/correct-receipt", Correction("RCC-1", second[..1]));
        refusal.MustRefuse(409, "unit-not-there");
        Assert.Contains("batch B-2", refusal.Json.Text("detail"), StringComparison.Ordinal);
        await book.MustPostAsync("batches/correct-receipt", Correction("RCC-1", second[..1], "B-2"));
        Assert.Equal("confirmed 4 2 0", await LineAsync(book, "confirmed"));
        (await book.ReceiveAsync("B-2", "RC-2", second)).MustBe(200);
        Assert.Equal("closed 4 4 0", await LineAsync(book, "closed"));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    /// <summary>Batch B-1 of two units comes with a unit of EARLY, which has not been shipped, and with one that nobody knows.</summary>
    private static async Task<(TestBook Book, string[] Strays)> WithStraysAsync(long ordered)
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(ordered);
        var (advised, early, unknown) = (await book.ShipAsync("B-1", 2), book.Serials("EARLY", 1), book.Serials("NOBODY", 1));
        await book.RegisterAsync("EARLY", early);
        (await book.ReceiveAsync("B-1", "RC-1", [.. advised, .. early, .. unknown])).MustBe(200);
        return (book, [.. early, .. unknown]);
    }

    private static object Attribution(string attribution, string[] serials, string batch = "B-1") =>
        new { attribution, batch, product = TestBook.Gpu, serials, order = "PO-1", orderLine = 1 };

    private static object Correction(string correction, string[] serials, string batch = "B-1") =>
        new { batch, correction, serials, reason = "label misread" };

    private static object Return(string number, string[] serials) => new
    {
        @return = number,
        site = TestBook.DataCentre,
        product = TestBook.Gpu,
        serials,
        to = TestBook.Factory,
        reason = "not ours",
    };

    private static async Task<string> LineAsync(TestBook book, string state)
    {
        await FirstDeal.SettledAsync(book);
        var order = (await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == state)).Json;
        var line = order.List("lines")[0];
        return $"{order.Text("state")} {line.Number("shipped")} {line.Number("received")} {line.Number("missing")}";
    }
}
