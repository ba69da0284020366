using Ledger.Contracts;

namespace Ledger.Http.Tests.Custody;

/// <summary>A count names what differs at a site; every figure of the deal goes on balancing.</summary>
public sealed class Stock_is_counted
{
    [Fact]
    public async Task What_is_missing_is_lost_and_still_counts_as_far_as_it_had_come()
    {
        var (book, serials) = await DeliveredAsync(4, accepted: 2);
        (await CountAsync(book, Roles.Customer, new { count = "CT-1", site = TestBook.DataCentre, product = TestBook.Gpu, quantity = 4 })).MustBe(201);
        (await CountAsync(book, Roles.Customer, Missing("CT-2", [serials[0], serials[2]], quantity: 2, reason: "stolen"))).MustBe(201);

        Assert.Equal(
            "site:PDX1/accepted 1, site:PDX1/acceptedLost 1, site:PDX1/lost 1, site:PDX1/received 1", await StockAsync(book));
        Assert.Equal("4 4 2", await ProgressAsync(book));
        var unit = (await book.GetAsync($"units/{serials[0]}")).MustBe(200).Json;
        Assert.Equal(("acceptedLost", "SA-1/1"), (unit.Text("condition"), unit.Text("line")));
        var counted = unit.List("events")[^1].GetProperty("data");
        Assert.Equal(("stolen", 2, 4), (counted.Text("reason"), counted.Number("quantityUnits"), counted.Number("expectedUnits")));

        // It can be found, and the other one is inspected before it is accepted.
        (await CountAsync(book, Roles.Customer, Found("CT-3", [serials[0], serials[2]], quantity: 4))).MustBe(201);
        Assert.Equal("site:PDX1/accepted 2, site:PDX1/quarantined 1, site:PDX1/received 1", await StockAsync(book));
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-2", serials[2..]));
        Assert.Equal("4 4 4", await ProgressAsync(book));
        await MustBalanceAsync(book);
    }

    [Fact]
    public async Task A_count_of_all_must_explain_its_quantity_and_one_in_parts_must_not()
    {
        var (book, serials) = await DeliveredAsync(4, accepted: 0);
        var refused = await CountAsync(book, Roles.Customer, Missing("CT-1", serials[..1], quantity: 2));
        refused.MustRefuse(409, "count-differs");
        Assert.Contains("The ledger has 4 units", refused.Json.Text("detail"), StringComparison.Ordinal);
        (await CountAsync(book, Roles.Customer, Missing("CT-1", serials[..1]))).MustBe(201);
        (await CountAsync(book, Roles.Customer, Missing("CT-2", serials[1..2], quantity: 2))).MustBe(201);
        (await CountAsync(book, Roles.Customer, Missing("CT-2", serials[2..3], quantity: 1))).MustRefuse(409, "already-recorded");
        (await CountAsync(book, Roles.Customer, new { count = "CT-3", site = TestBook.DataCentre, product = TestBook.Gpu })).MustRefuse(400, "invalid-command");
        Assert.Equal("site:PDX1/lost 2, site:PDX1/received 2", await StockAsync(book));
    }

    [Fact]
    public async Task A_supplier_counts_its_own_and_ships_what_it_finds()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var serials = book.Serials("B-1", 3);
        await book.RegisterAsync("B-1", serials);
        (await CountAsync(book, Roles.Supplier, Missing("CT-1", serials[..2], TestBook.Factory, quantity: 1))).MustBe(201);
        (await CountAsync(book, Roles.Supplier, Found("CT-2", serials[..1], TestBook.Factory, quantity: 2))).MustBe(201);
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        (await CountAsync(book, Roles.Supplier, Found("CT-3", serials[1..2], TestBook.Factory, quantity: 1))).MustBe(201);
        Assert.Equal("site:FAB1/returned 1, transit:B-1/inTransit 2", await StockAsync(book));
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = serials[1..2] });
        await MustBalanceAsync(book);
    }

    /// <summary>The factory counted it as lost, but it was on the lorry.</summary>
    [Fact]
    public async Task A_unit_lost_at_a_count_arrives_with_its_batch_and_is_attributed()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var serials = book.Serials("B-1", 3);
        await book.RegisterAsync("B-1", serials);
        (await CountAsync(book, Roles.Supplier, Missing("CT-1", serials[..1], TestBook.Factory, quantity: 2))).MustBe(201);
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        (await book.ReceiveAsync("B-1", "RC-1", serials)).MustBe(200);
        Assert.Equal("site:PDX1/quarantined 1, site:PDX1/received 2", await StockAsync(book));
        await book.MustPostAsync(
            "batches/attribute", new { attribution = "AT-1", batch = "B-1", product = TestBook.Gpu, serials = serials[..1], order = "PO-1", orderLine = 1 });
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", serials));
        Assert.Equal("site:PDX1/accepted 3", await StockAsync(book));
        Assert.Equal("3 3 3", await ProgressAsync(book));
        await MustBalanceAsync(book);
    }

    /// <summary>What the refusal says to do is done, and succeeds.</summary>
    [Fact]
    public async Task What_a_count_is_not_meant_for_is_refused_with_advice_that_works()
    {
        var (book, serials) = await DeliveredAsync(2, accepted: 2);
        var lost = await book.ShipAsync("B-2", 2);
        (await book.ReceiveAsync("B-2", "RC-2", lost[..1])).MustBe(200);
        (await CountAsync(book, Roles.Customer, Found("CT-1", lost[1..]))).MustRefuse(409, "not-lost");
        (await book.ReceiveAsync("B-2", "RC-3", lost[1..])).MustBe(200);

        await book.PlanRackAsync("R-1", 1);
        await book.MustPostAsync("racks/install", Deals.Installation("R-1", serials[0]));
        (await CountAsync(book, Roles.Customer, Found("CT-2", serials[..1]))).MustRefuse(409, "not-lost");
        (await CountAsync(book, Roles.Customer, Missing("CT-3", serials[..1]))).MustRefuse(409, "unit-not-there");
        await book.MustPostAsync(
            "racks/remove", new { rack = "R-1", product = TestBook.Gpu, serial = serials[0], condition = "accepted", reason = "found at a count" });
        (await CountAsync(book, Roles.Customer, new { count = "CT-4", site = TestBook.DataCentre, product = TestBook.Gpu, quantity = 4 })).MustBe(201);

        var unknown = await CountAsync(book, Roles.Customer, Found("CT-5", book.Serials("NOBODY", 1)));
        unknown.MustRefuse(404, "unknown-unit");
        Assert.Contains("RegisterBatch", unknown.Json.Text("detail"), StringComparison.Ordinal);
        (await CountAsync(book, Roles.Supplier, Missing("CT-6", serials[1..]))).MustRefuse(403, "not-your-own");
        (await CountAsync(book, Roles.Customer, Missing("CT-7", serials[1..], "LAX"))).MustRefuse(404, "unknown-site");
    }

    private static Task<Reply> CountAsync(TestBook book, Roles role, object count) => book.PostAsync(role, "stock/count", count);

    private static async Task<(TestBook Book, string[] Serials)> DeliveredAsync(int units, int accepted)
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(units + 2);
        var serials = await book.DeliverAsync("B-1", units);
        if (accepted > 0)
        {
            await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", serials[..accepted]));
        }

        return (book, serials);
    }

    private static object Missing(string count, string[] missing, string site = TestBook.DataCentre, int? quantity = null, string? reason = null) =>
        new { count, site, product = TestBook.Gpu, missing, quantity, reason };

    private static object Found(string count, string[] found, string site = TestBook.DataCentre, int? quantity = null) =>
        new { count, site, product = TestBook.Gpu, found, quantity };

    private static async Task<string> StockAsync(TestBook book)
    {
        await FirstDeal.SettledAsync(book);
        return string.Join(", ", (await book.StockAsync()).OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key} {row.Value}"));
    }

    /// <summary>Shipped, received and accepted.</summary>
    private static async Task<string> ProgressAsync(TestBook book)
    {
        await FirstDeal.SettledAsync(book);
        var line = (await book.GetAsync("agreements/SA-1/progress")).MustBe(200).Json.List("lines")[0];
        return $"{line.Number("shipped")} {line.Number("received")} {line.Number("accepted")}";
    }

    private static async Task MustBalanceAsync(TestBook book)
    {
        await FirstDeal.SettledAsync(book);
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }
}
