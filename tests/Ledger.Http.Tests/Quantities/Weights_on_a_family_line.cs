using System.IO.Compression;
using Ledger.Http.Tests.Audit.Exports;

namespace Ledger.Http.Tests.Quantities;

/// <summary>
/// A line that commits to a family counts each product of it by its weight, exactly. Method: three small ones at a third make one, a big one makes two, and one
/// without a weight makes one; the bundle is verified.
/// </summary>
public sealed class Weights_on_a_family_line(OwnHost host) : IClassFixture<OwnHost>
{
    private static readonly (string Product, int Units, string Drawn)[] Ordered = [("acme:small", 3, "1"), ("acme:big", 1, "2"), (TestBook.Gpu, 1, "1")];

    [Fact]
    public async Task Count_in_every_figure()
    {
        var deal = await SealedDeal.OpenAsync(host);
        var book = deal.Book;
        await SignAsync(book);
        await OrderAsync(book);
        await FirstDeal.SettledAsync(book);

        var agreement = (await book.GetAsync("agreements/SA-1")).MustBe(200).Json.List("lines")[0];
        Assert.Equal("4", agreement.GetProperty("drawn").GetRawText());
        Assert.Equal(["acme:small 1/3", "acme:big 2"], agreement.List("weights").Select(w => $"{w.Text("product")} {w.Text("weight")}"));
        Assert.Equal(
            Ordered.Select(o => o.Drawn),
            (await book.EventsAsync()).Single(e => e.Text("type") == "agreements.commitment-drawn.v1").GetProperty("data").List("lines")
                .Select(l => l.Text("drawnUnits")));

        await ShipAsync(book, 1);
        await book.GetWhenAsync("agreements/SA-1/progress", p => p.List("lines")[0].GetProperty("shipped").GetRawText() == "1");
        await ShipAsync(book, 2);
        await ShipAsync(book, 3);
        var progress = await book.GetWhenAsync("agreements/SA-1/progress", p => p.List("milestones")[0].Text("state") == "reached");
        Assert.Equal("4", progress.Json.List("milestones")[0].GetProperty("reached").GetProperty("count").GetRawText());
        var line = progress.Json.List("lines")[0];
        Assert.Equal(("4", "4"), (line.GetProperty("ordered").GetRawText(), line.GetProperty("shipped").GetRawText()));
        Assert.Equal("4", (await book.GetAsync("explain?figure=progress&agreement=SA-1&line=1&metric=shipped")).MustBe(200).Json.Text("value"));

        // The line is full, and a third more is too much.
        await book.MustPostAsync("orders", Order("PO-2", ("acme:small", 1)));
        var refused = await book.GetWhenAsync("orders/PO-2", o => o.Text("state") == "refused");
        Assert.Contains("has 0 units left, but the order asks for 1/3", refused.Json.GetProperty("refusal").Text("detail"), StringComparison.Ordinal);

        (await book.PostAsync("agreements/amend", Amendment("A-1", "1/2"))).MustRefuse(409, "line-keeps-product");
        await deal.SealAsync();
        (await deal.VerifyAsync()).MustHold();
        using var zip = ZipFile.OpenRead(await deal.ExportAsync());
        using var csv = new StreamReader(zip.GetEntry("views/milestones.csv")!.Open());
        var milestone = (await csv.ReadToEndAsync()).Split("\r\n").Single(line => line.StartsWith("SA-1,M-1,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(["reached", "4.0", "false"], [milestone[8], milestone[11], milestone[12]]);
    }

    private static async Task SignAsync(TestBook book)
    {
        foreach (var (product, family) in new[] { ("acme:small", "gpu"), ("acme:big", "gpu") })
        {
            await book.MustPostAsync("products", new { product, name = product, family });
        }

        var milestones = new[] { new { milestone = "M-1", name = "All", metric = "shipped", family = "gpu", quantity = 4, dueOn = "2027-12-31" } };
        await book.MustPostAsync("agreements", new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines = Lines("1/3"), milestones });
    }

    private static async Task OrderAsync(TestBook book)
    {
        await book.MustPostAsync("orders", Order("PO-1", [.. Ordered.Select(o => (o.Product, o.Units))]));
        await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "confirmed");
    }

    private static async Task ShipAsync(TestBook book, int line)
    {
        var (product, units, _) = Ordered[line - 1];
        await book.MustPostAsync("batches", new { batch = $"B-{line}", product, site = TestBook.Factory, serials = book.Serials($"S{line}", units) });
        await book.MustPostAsync(
            "batches/ship",
            new { batch = $"B-{line}", order = "PO-1", orderLine = line, to = TestBook.DataCentre, carrier = "CAR", despatchAdvice = $"ASN-{line}" });
    }

    private static object Order(string order, params (string Product, int Units)[] lines) => new
    {
        order,
        agreement = "SA-1",
        shipTo = TestBook.DataCentre,
        lines = lines.Select((l, i) => new { line = i + 1, agreementLine = 1, product = l.Product, quantity = l.Units, requestedDelivery = "2026-12-01" }),
    };

    private static object Amendment(string amendment, string small) => new { agreement = "SA-1", amendment, reason = "x", lines = Lines(small) };

    private static object[] Lines(string small) =>
    [
        new
        {
            line = 1, family = "gpu", quantity = 4, from = "2026-01-01", until = "2027-12-31",
            weights = new[] { new { product = "acme:small", weight = small }, new { product = "acme:big", weight = "2" } },
        },
    ];
}
