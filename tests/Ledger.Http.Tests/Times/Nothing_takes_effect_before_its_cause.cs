namespace Ledger.Http.Tests.Times;

/// <summary>
/// Goal: figures as of an effective time are never false because one partner tells the hour and another only the day. Method: facts are told as having happened
/// before what they rest on, and the figures of the days around it are read.
/// </summary>
public sealed class Nothing_takes_effect_before_its_cause
{
    [Fact]
    public async Task A_void_told_as_earlier_than_its_shipment_takes_effect_with_it()
    {
        var (book, serials) = await RegisteredAsync();
        await ShipAsync(book, "B-1", "2026-04-10T09:00:00Z");
        await book.MustPostAsync("batches/void", new { batch = "B-1", reason = "the lorry never came", occurredAt = "2026-04-05T09:00:00Z" });

        await MustStandAsync(book, "2026-04-06T00:00:00Z", ("FAB1/inventory", 4));
        await MustStandAsync(book, "2026-04-11T00:00:00Z", ("FAB1/inventory", 4));
        await MustHoldAsync(book);
        var trace = (await book.GetAsync($"units/{serials[0]}")).MustBe(200).Json.List("events");
        Assert.Equal("2026-04-05T09:00:00+00:00", trace[2].Text("occurredAt"));
        Assert.Equal("2026-04-10T09:00:00+00:00", trace[2].Text("effectiveAt"));
        Assert.Equal(3, (await book.GetAsync($"units/{serials[0]}?effectiveAt=2026-04-10T09:00:00Z")).MustBe(200).Json.List("events").Length);
        Assert.Single((await book.GetAsync($"units/{serials[0]}?effectiveAt=2026-04-06T00:00:00Z")).MustBe(200).Json.List("events"));
    }

    [Fact]
    public async Task A_receipt_of_the_same_day_takes_effect_with_the_shipment()
    {
        var (book, _) = await RegisteredAsync();
        await ShipAsync(book, "B-1", "2026-04-10T15:00:00Z");
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "R-1", occurredAt = "2026-04-10T00:00:00Z" });

        await MustProgressAsync(book, "2026-04-10T12:00:00Z", 8, 0, 0, 0);
        await MustProgressAsync(book, "2026-04-10T15:00:00Z", 8, 4, 4, 0);
        await MustStandAsync(book, "2026-04-10T12:00:00Z", ("FAB1/inventory", 4));
        await MustHoldAsync(book);
        var order = (await book.GetAsync("replay?effectiveAt=2026-04-10T12:00:00Z")).MustBe(200).Json;
        Assert.DoesNotContain(order.List("figures"), f => f.Text("of") == "stock" && f.Text("after")!.StartsWith('-'));
    }

    [Fact]
    public async Task What_is_told_about_another_batch_of_the_order_moves_nothing()
    {
        var (book, _) = await RegisteredAsync();
        await book.MustPostAsync(
            "batches",
            new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("H", 2), occurredAt = "2026-04-01T09:00:00Z" });
        await ShipAsync(book, "B-2", "2026-04-20T09:00:00Z");
        await ShipAsync(book, "B-1", "2026-04-10T09:00:00Z");
        await book.MustPostAsync("batches/receive", new { batch = "B-2", receipt = "R-2", occurredAt = "2026-04-22T09:00:00Z" });
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "R-1", occurredAt = "2026-04-12T09:00:00Z" });

        await MustProgressAsync(book, "2026-04-10T09:00:00Z", 8, 4, 0, 0);
        await MustProgressAsync(book, "2026-04-12T09:00:00Z", 8, 4, 4, 0);
        await MustHoldAsync(book);
    }

    [Fact]
    public async Task A_cancellation_told_as_earlier_than_the_void_that_freed_the_units_waits_for_it()
    {
        var (book, _) = await RegisteredAsync();
        await ShipAsync(book, "B-1", "2026-04-10T09:00:00Z");
        await book.MustPostAsync("batches/void", new { batch = "B-1", reason = "recalled", occurredAt = "2026-04-20T09:00:00Z" });
        await book.GetWhenAsync("orders/PO-1", order => order.List("lines")[0].Number("shipped") == 0);
        await book.MustPostAsync("orders/cancel-line", new { order = "PO-1", line = 1, reason = "not needed", occurredAt = "2026-04-15T09:00:00Z" });
        await book.GetWhenAsync("agreements/SA-1", agreement => agreement.List("lines")[0].Number("drawn") == 0);

        await MustProgressAsync(book, "2026-04-16T00:00:00Z", 8, 4, 0, 0);
        await MustProgressAsync(book, "2026-04-20T09:00:00Z", 0, 0, 0, 0);
        await MustHoldAsync(book);
    }

    [Fact]
    public async Task An_order_told_as_earlier_than_its_agreement_takes_effect_with_it()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await SignAsync(book, "2026-03-04T09:00:00Z");
        await PlaceAsync(book, "2026-02-01T09:00:00Z");

        await book.GetWhenAsync("agreements/SA-1", agreement => agreement.List("lines")[0].Number("drawn") == 8);
        await FirstDeal.SettledAsync(book);
        Assert.Equal(404, (int)(await book.GetAsync("orders/PO-1?effectiveAt=2026-03-01T00:00:00Z")).Status);
        var progress = (await book.GetAsync("agreements/SA-1/progress?effectiveAt=2026-03-04T09:00:00Z")).MustBe(200).Json;
        Assert.Equal("8", progress.List("lines")[0].Figure("ordered"));
    }

    private static async Task<(TestBook Book, string[] Serials)> RegisteredAsync()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await SignAsync(book, "2026-03-04T09:00:00Z");
        await PlaceAsync(book, "2026-03-05T09:00:00Z");
        var serials = book.Serials("G", 4);
        await book.MustPostAsync(
            "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials, occurredAt = "2026-04-01T09:00:00Z" });
        return (book, serials);
    }

    private static Task SignAsync(TestBook book, string at) => book.MustPostAsync("agreements", new
    {
        agreement = "SA-1",
        supplier = "SUP",
        customer = "CUS",
        lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31" } },
        milestones = Array.Empty<object>(),
        occurredAt = at,
    });

    private static async Task PlaceAsync(TestBook book, string at) => (await book.PostAsync("orders", System.Text.Json.JsonSerializer.Serialize(new
    {
        order = "PO-1",
        agreement = "SA-1",
        shipTo = TestBook.DataCentre,
        lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 8, requestedDelivery = "2026-12-01" } },
        occurredAt = at,
    }), prefer: "wait=20")).MustBe(201);

    private static Task ShipAsync(TestBook book, string batch, string at) => book.MustPostAsync("batches/ship", new
    {
        batch,
        order = "PO-1",
        orderLine = 1,
        to = TestBook.DataCentre,
        carrier = "CAR",
        despatchAdvice = $"ASN-{batch}",
        occurredAt = at,
    });

    private static async Task MustStandAsync(TestBook book, string at, params (string Account, long Units)[] expected)
    {
        await FirstDeal.SettledAsync(book);
        var stock = (await book.GetAsync($"stock?effectiveAt={at}")).MustBe(200).Json.List("rows");
        Assert.Equal(expected, stock.Select(row => ($"{row.Text("site")}/{row.Text("condition")}", row.Number("quantityUnits"))));
    }

    private static async Task MustProgressAsync(TestBook book, string at, int ordered, int shipped, int received, int accepted)
    {
        await FirstDeal.SettledAsync(book);
        var line = (await book.GetAsync($"agreements/SA-1/progress?effectiveAt={at}")).MustBe(200).Json.List("lines")[0];
        Assert.Equal(
            $"{ordered} {shipped} {received} {accepted}",
            $"{line.Figure("ordered")} {line.Figure("shipped")} {line.Figure("received")} {line.Figure("accepted")}");
    }

    private static async Task MustHoldAsync(TestBook book)
    {
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
    }
}
