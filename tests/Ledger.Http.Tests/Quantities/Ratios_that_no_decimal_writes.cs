using System.Globalization;
using System.IO.Compression;
using Ledger.Http.Tests.Audit.Exports;

namespace Ledger.Http.Tests.Quantities;

/// <summary>Three substitutes at a third make exactly one, in every figure that shows them.</summary>
public sealed class Ratios_that_no_decimal_writes(OwnHost host) : IClassFixture<OwnHost>
{
    private static readonly string[] Metrics = ["ordered", "shipped", "received", "accepted"];

    [Fact]
    public async Task Three_thirds_reach_a_milestone_of_one()
    {
        var deal = await SmallDeal.PlayAsync("a-third");
        Assert.Empty(deal.Refused);
        var book = deal.Book;

        var progress = await book.GetWhenAsync("agreements/SA-1/progress", p => p.List("milestones")[0].Text("state") == "reached");
        Assert.All(Metrics, metric => Assert.Equal("1", progress.Json.List("lines")[0].GetProperty(metric).GetRawText()));
        var reached = progress.Json.List("milestones")[0].GetProperty("reached");
        Assert.Equal(("1", false), (reached.GetProperty("count").GetRawText(), reached.GetProperty("late").GetBoolean()));

        var line = (await book.GetAsync("agreements/SA-1")).MustBe(200).Json.List("lines")[0];
        Assert.Equal(("1", "1/3"), (line.GetProperty("drawn").GetRawText(), line.List("substitutions")[0].Text("ratio")));
        Assert.Equal("1", (await book.GetAsync("explain?figure=progress&agreement=SA-1&line=1&metric=accepted")).MustBe(200).Json.Text("value"));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task A_figure_that_no_decimal_writes_is_a_fraction_also_in_the_bundle()
    {
        var deal = await SealedDeal.OpenAsync(host);
        await ShipThirdsAsync(deal.Book, 4);

        var progress = await deal.Book.GetWhenAsync("agreements/SA-1/progress", p => p.List("milestones")[0].Text("state") == "reached");
        Assert.Equal(
            ("4/3", "4/3", "4/3"),
            (progress.Json.List("lines")[0].Text("ordered"), progress.Json.List("lines")[0].Text("shipped"),
                progress.Json.List("milestones")[0].GetProperty("reached").Text("count")));
        var explained = (await deal.Book.GetAsync("explain?figure=progress&agreement=SA-1&line=1&metric=shipped")).MustBe(200).Json;
        Assert.Equal(("4/3", "4/3"), (explained.Text("value"), explained.List("entries").Single().Text("counts")));
        var position = (await deal.Book.EventsAsync())[0].Number("position").ToString(CultureInfo.InvariantCulture);
        var replay = (await deal.Book.GetAsync($"replay?from={position}&limit=200")).MustBe(200).Json;
        Assert.Contains(replay.List("figures"), f => (f.Text("figure"), f.TextOrNull("after")) == ("shipped", "4/3"));

        await deal.SealAsync();
        (await deal.VerifyAsync()).MustHold();
        using var zip = ZipFile.OpenRead(await deal.ExportAsync());
        using var csv = new StreamReader(zip.GetEntry("views/milestones.csv")!.Open());
        Assert.Contains(",4/3,", await csv.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task ShipThirdsAsync(TestBook book, int units)
    {
        await book.MustPostAsync("agreements", new
        {
            agreement = "SA-1",
            supplier = "SUP",
            customer = "CUS",
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31" } },
            milestones = new[] { new { milestone = "M-1", name = "First", metric = "shipped", product = TestBook.Gpu, quantity = 1, dueOn = "2027-12-31" } },
        });
        await book.MustPostAsync("agreements/substitutions", new { agreement = "SA-1", line = 1, from = TestBook.Gpu, to = TestBook.Cpu, ratio = "1/3" });
        var lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Cpu, quantity = units, requestedDelivery = "2026-12-01" } };
        await book.MustPostAsync("orders", new { order = "PO-1", agreement = "SA-1", shipTo = TestBook.DataCentre, lines });
        await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "confirmed");
        await book.MustPostAsync("batches", new { batch = "C", product = TestBook.Cpu, site = TestBook.Factory, serials = book.Serials("C", units) });
        await book.MustPostAsync("batches/ship", book.Shipment("C", "PO-1"));
    }
}
