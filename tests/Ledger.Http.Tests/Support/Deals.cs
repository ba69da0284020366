namespace Ledger.Http.Tests;

/// <summary>Chains of commands that tests start from, and that must be accepted.</summary>
public static class Deals
{
    public const string Model = "TINY";

    /// <summary>A batch of GPUs that is on its way to the data centre.</summary>
    public static async Task<string[]> ShipAsync(this TestBook book, string batch, int units, string order = "PO-1")
    {
        var serials = book.Serials(batch, units);
        await book.RegisterAsync(batch, serials);
        await book.MustPostAsync("batches/ship", book.Shipment(batch, order));
        return serials;
    }

    public static Task<Reply> ReceiveAsync(
        this TestBook book, string batch, string receipt, string[]? serials = null, string[]? damaged = null, bool final = true) =>
            book.PostAsync("batches/receive", Receipt(batch, receipt, serials, damaged, final));

    /// <summary>GPUs that are received, all of them.</summary>
    public static async Task<string[]> DeliverAsync(this TestBook book, string batch, int units, string order = "PO-1")
    {
        var serials = await book.ShipAsync(batch, units, order);
        (await book.ReceiveAsync(batch, $"RC-{batch}")).MustBe(200);
        return serials;
    }

    public static object Inspection(string inspection, IEnumerable<string> serials, string site = TestBook.DataCentre) =>
        new { inspection, site, product = TestBook.Gpu, serials };

    public static object Rejection(string inspection, IEnumerable<string> serials) =>
        new { inspection, site = TestBook.DataCentre, product = TestBook.Gpu, serials, reason = "does not start" };

    /// <summary>A rack of a model that takes some GPUs and nothing else; another integrator may have defined it.</summary>
    public static async Task PlanRackAsync(this TestBook book, string rack, int gpus, string site = TestBook.DataCentre)
    {
        var model = $"{Model}-{gpus}";
        (await book.PostAsync(
            "rack-models", new { model, name = "A test's rack", illustrative = true, parts = new[] { new { family = "gpu", count = gpus } } }))
            .MustBeOneOf(200, 201, 409);
        await book.MustPostAsync("racks", new { rack, model, site });
    }

    public static object Installation(string rack, params string[] serials) => new { rack, units = new[] { new { product = TestBook.Gpu, serials } } };

    /// <summary>Units by place and condition, <c>site:PDX1/received</c> → 4.</summary>
    public static async Task<Dictionary<string, long>> StockAsync(this TestBook book, string query = "")
    {
        var stock = (await book.GetAsync($"stock{query}")).MustBe(200).Json;
        return stock.List("rows").ToDictionary(r => $"{r.Text("place")}/{r.Text("condition")}", r => r.Number("quantityUnits"));
    }

    private static object Receipt(string batch, string receipt, string[]? serials, string[]? damaged, bool final) => (serials, damaged) switch
    {
        (null, null) => new { batch, receipt, final },
        (null, _) => new { batch, receipt, damaged, final },
        (_, null) => new { batch, receipt, serials, final },
        _ => new { batch, receipt, serials, damaged, final },
    };

    private static void MustBeOneOf(this Reply reply, params int[] statuses) =>
        Assert.True(statuses.Contains((int)reply.Status), $"{(int)reply.Status} {reply.Text}");
}
