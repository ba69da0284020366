using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Sandbox;

/// <summary>Test keys work in a twin of the book: the same rules, and nothing that either sees of the other.</summary>
public sealed class Twins_of_books
{
    [Fact]
    public async Task A_whole_flow_is_rehearsed_beside_the_book_with_the_same_numbers_and_serials()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = await book.DeliverAsync("B-1", 4);
        await book.GetWhenAsync("orders/PO-1", o => o.List("lines")[0].Number("received") == 4);
        var before = await book.EventsAsync();

        var twin = await Partners.OfAsync(book);
        // The agreement, the product and the sites are there; the order is not, so it can be rehearsed.
        await OrderAsync(twin, 10);
        await twin.MustPostAsync(
            "SUP", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = serials.Concat(book.Serials("X", 1)) });
        await twin.MustPostAsync("SUP", "batches/ship", book.Shipment("B-1"));
        await twin.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "departed" });
        await twin.MustPostAsync("CUS", "batches/receive", new { batch = "B-1", receipt = "RC-B-1" });
        await twin.MustPostAsync("CUS", "units/accept", Deals.Inspection("I-1", serials));
        await twin.MustPostAsync(
            "INT", "rack-models", new { model = "M-1", name = "Small", illustrative = true, parts = new[] { new { family = "gpu", count = 2 } } });
        await twin.MustPostAsync("INT", "racks", new { rack = "R-1", model = "M-1", site = TestBook.DataCentre });
        await twin.MustPostAsync("INT", "racks/install", Deals.Installation("R-1", serials[..2]));
        await twin.GetWhenAsync("CUS", "orders/PO-1", o => o.List("lines")[0].Number("received") == 5);
        await twin.GetWhenAsync("SUP", "stock", s => s.List("rows").Sum(r => r.Number("quantityUnits")) == 5);
        await twin.GetWhenAsync("CUS", "agreements/SA-1/progress", p => p.List("lines")[0].Number("installed") == 2);

        // The book has not noticed.
        Assert.Equal(
            before.Select(e => e.Text("id")),
            (await book.EventsAsync()).Where(e => !e.Text("type").StartsWith("access.", StringComparison.Ordinal)).Select(e => e.Text("id")));
        Assert.Equal(["site:PDX1/received"], (await book.StockAsync()).Keys);
        Assert.Equal("site:PDX1/received", (await book.GetAsync($"units/{serials[0]}")).Json.Text("account"));
        (await book.GetAsync("racks/R-1")).MustBe(404);
        (await book.GetAsync($"units/{book.Serials("X", 1)[0]}")).MustBe(404);

        // Nor the twin the book.
        var told = (await twin.GetAsync("SUP", $"units/{serials[0]}")).Reply.Json;
        Assert.Equal("rack:R-1/installed", told.Text("account"));
        Assert.Empty(told.List("events").Select(e => e.Text("id")).Intersect(before.Select(e => e.Text("id"))));
        var events = (await twin.GetAsync("AUD", "events?limit=200")).Reply.Json.List("events");
        Assert.Empty(events.Select(e => e.Text("id")).Intersect(before.Select(e => e.Text("id"))));

        // Each balances for itself, and the watch over live books counts none of it.
        Assert.All(
            await Task.WhenAll(book.GetAsync("checks"), TwinChecksAsync(twin)), checks =>
                Assert.True(checks.MustBe(200).Json.GetProperty("holds").GetBoolean()));
        Assert.Equal((4, 5), ((await book.GetAsync("checks")).Json.Number("units"), (await TwinChecksAsync(twin)).Json.Number("units")));
    }

    [Fact]
    public async Task A_test_caller_is_told_that_it_rehearses()
    {
        var book = await TestBook.OpenAsync();
        var (twin, live) = (await Partners.OfAsync(book), await Partners.OfAsync(book, "live"));
        var me = await twin.GetAsync("SUP", "me");
        Assert.Equal(("test", book.Code, "0"), (me.Reply.Json.Text("mode"), me.Reply.Json.Text("book"), me.Generation));
        Assert.Equal(book.Code, (await twin.GetAsync("SUP", "")).Reply.MustBe(200).Json.Text("book"));
        Assert.Null((await live.GetAsync("SUP", "me")).Generation);
    }

    [Fact]
    public async Task What_is_told_in_a_twin_has_the_book_s_addresses()
    {
        var twin = await Partners.OfAsync(await TestBook.OpenAsync());
        (await twin.PostAsync("SUP", "sites", new { site = "S-1", name = "A port", kind = "port" }, "site-S-1")).Reply.MustBe(201);

        // A line of a bulk request is the request that its command would be alone, in a twin as in a book.
        var line =
            (await twin.BulkAsync("SUP", """{"type":"RegisterSite","key":"site-S-1","site":"S-1","name":"A port","kind":"port"}""")).Reply.MustBe(200).Json;
        Assert.True(line.Number("status") == 201 && line.GetProperty("replayed").GetBoolean(), line.ToString());

        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/books/{twin.Book.Code}/events")
        {
            Headers = { Authorization = new("Bearer", await twin.KeyAsync("SUP")), Accept = { new("application/cloudevents-batch+json") } },
        };
        using var batch = await (await LedgerHost.ClientAsync()).SendAsync(asked);
        Assert.All(
            System.Text.Json.JsonElement.Parse(await batch.Content.ReadAsStringAsync()).EnumerateArray(), e =>
                Assert.Equal($"/books/{twin.Book.Code}", e.Text("source")));
    }

    [Fact]
    public async Task A_twin_has_no_address()
    {
        var book = await TestBook.OpenAsync();
        var twin = await Partners.OfAsync(book);
        (await twin.GetAsync("SUP", "products")).Reply.MustBe(200);
        var operators = await LedgerHost.ClientAsync();
        foreach (var code in new[] { $"{book.Code}~0", $"{book.Code}%7E0" })
        {
            (await Reply.OfAsync(await operators.GetAsync($"/books/{code}/products"))).MustRefuse(404, "unknown-book");
            using var own =
                new HttpRequestMessage(HttpMethod.Get, $"/books/{code}/products") { Headers = { Authorization = new("Bearer", await twin.KeyAsync("SUP")) } };
            (await Reply.OfAsync(await operators.SendAsync(own))).MustRefuse(404, "unknown-book");
        }
    }

    [Fact]
    public async Task Of_many_first_requests_at_once_one_begins_the_twin()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1);
        var twin = await Partners.OfAsync(book);
        await twin.KeyAsync("SUP");

        var told = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => i % 2 == 0
            ? twin.GetAsync("SUP", "products")
            : twin.PostAsync("SUP", "batches", new { batch = $"B-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"S{i}", 2) })));

        Assert.All(told, t => Assert.True((int)t.Reply.Status is 200 or 201, t.Reply.Text));
        var kinds = await KindsAsync($"{book.Code}~0");
        Assert.Equal(("1", "2", "2", "1", "12"), (
            kinds["agreements.book-opened.v1"], kinds["agreements.product-registered.v1"], kinds["agreements.site-registered.v1"],
            kinds["agreements.agreement-signed.v1"],
            kinds["logistics.batch-registered.v1"]));
        Assert.DoesNotContain("agreements.commitment-drawn.v1", kinds.Keys);
    }

    [Fact]
    public async Task What_is_in_the_twin_already_is_recorded_already()
    {
        var book = await TestBook.OpenAsync();
        var twin = await Partners.OfAsync(book);
        await twin.MustPostAsync("SUP", "products", new { product = TestBook.Gpu, name = "GPU", family = "gpu", generation = "Blackwell" });
        (await twin.PostAsync("SUP", "products", new { product = TestBook.Gpu, name = "Another", family = "gpu" })).Reply.MustRefuse(409, "already-recorded");
    }

    internal static async Task OrderAsync(Partners twin, long gpus)
    {
        await twin.MustPostAsync("CUS", "orders", new
        {
            order = "PO-1",
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = gpus, requestedDelivery = "2026-12-01" } },
        });
        await twin.GetWhenAsync("CUS", "orders/PO-1", o => o.Text("state") == "confirmed");
    }

    private static async Task<Reply> TwinChecksAsync(Partners twin) => (await twin.GetAsync("AUD", "checks")).Reply;

    private static async Task<Dictionary<string, string>> KindsAsync(string tenant)
    {
        var database = (await LedgerHost.AlbaAsync).Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = database.CreateCommand("select type, count(*)::text from ledger.mt_events where tenant_id = $1 group by type");
        command.Parameters.AddWithValue(tenant);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            kinds[rows.GetString(0)] = rows.GetString(1);
        }

        return kinds;
    }
}
