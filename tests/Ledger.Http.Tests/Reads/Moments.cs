using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Reads;

/// <summary>A deal played by chance, and every question about a moment answered twice: by the ledger, and by folding its events one by one.</summary>
public sealed class Moments(ITestOutputHelper output)
{
    [Fact]
    public async Task Stock_and_progress_of_any_moment_are_what_the_events_come_to()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var book = await TestBook.OpenAsync("rehearsal");
        var deal = new RandomDeal(book, seed);
        await deal.PlayAsync(120);
        var events = await book.EventsAsync();
        await CaughtUpAsync(book, events);
        // Now each has its effective time.
        events = await book.EventsAsync();
        output.WriteLine($"{events.Count} events, {deal.Accepted} commands accepted, {deal.Refused} refused.");

        await CompareAsync(book, "", events, seed);
        foreach (var step in Enumerable.Range(1, 10))
        {
            var position = events[step * (events.Count - 1) / 10].Number("position");
            await CompareAsync(book, $"?atPosition={position}", [.. events.Where(e => e.Number("position") <= position)], seed);
            var time = RandomDeal.At(step * 30);
            await CompareAsync(book, $"?asOf={Write(time)}", [.. events.Where(e => Fold.EffectiveAt(e) <= time)], seed);
            await CompareAsync(
                book, $"?asOf={Write(time)}&atPosition={position}", [.. events.Where(e => Fold.EffectiveAt(e) <= time && e.Number("position") <= position)],
                seed);
        }
    }

    [Fact]
    public async Task A_late_fact_changes_what_was_at_that_time_but_not_what_the_ledger_knew_at_a_position()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        var first = book.Serials("A", 2);
        await book.MustPostAsync(
            "batches", new { batch = "A", product = TestBook.Gpu, site = TestBook.Factory, serials = first, occurredAt = "2026-02-01T00:00:00Z" });
        var before = await book.EventsAsync();
        var position = before[^1].Number("position");
        await CaughtUpAsync(book, before);
        Assert.Equal(2, (await book.StockAsync("?asOf=2026-02-10T00:00:00Z"))["site:FAB1/inventory"]);

        await book.MustPostAsync(
            "batches",
            new { batch = "LATE", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("L", 3), occurredAt = "2026-02-05T00:00:00Z" });
        await CaughtUpAsync(book, await book.EventsAsync());

        Assert.Equal(5, (await book.StockAsync("?asOf=2026-02-10T00:00:00Z"))["site:FAB1/inventory"]);
        Assert.Equal(2, (await book.StockAsync("?asOf=2026-02-04T23:59:59Z"))["site:FAB1/inventory"]);
        Assert.Equal(2, (await book.StockAsync($"?atPosition={position}"))["site:FAB1/inventory"]);
        Assert.Equal(2, (await book.StockAsync($"?asOf=2026-02-10T00:00:00Z&atPosition={position}"))["site:FAB1/inventory"]);
        Assert.Equal(5, (await book.StockAsync("?asOf=2026-02-05T01:00:00%2B01:00"))["site:FAB1/inventory"]);
    }

    [Fact]
    public async Task Stock_is_read_by_product_site_and_condition()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = await book.DeliverAsync("B-1", 4);
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", serials[..1]));
        await book.RegisterAsync("B-2", book.Serials("B-2", 3));
        await book.MustPostAsync("batches", new { batch = "C", product = TestBook.Cpu, site = TestBook.Factory, serials = book.Serials("C", 2) });
        await CaughtUpAsync(book, await book.EventsAsync());

        Assert.Equal(
            ["acme:B300 site:FAB1/inventory 3", "acme:B300 site:PDX1/accepted 1", "acme:B300 site:PDX1/received 3", "acme:C100 site:FAB1/inventory 2"],
            await RowsAsync(""));
        Assert.Equal(["acme:C100 site:FAB1/inventory 2"], await RowsAsync("?product=acme:C100"));
        Assert.Equal(["acme:B300 site:FAB1/inventory 3", "acme:C100 site:FAB1/inventory 2"], await RowsAsync("?site=FAB1"));
        Assert.Equal(["acme:B300 site:PDX1/accepted 1"], await RowsAsync("?condition=accepted"));
        Assert.Equal(["acme:B300 site:FAB1/inventory 3"], await RowsAsync("?condition=inventory&product=acme:B300&site=FAB1&asOf=2099-01-01T00:00:00Z"));
        Assert.Empty(await RowsAsync("?site=FAB_"));
        Assert.Empty(await RowsAsync("?site=F%25"));

        async Task<List<string>> RowsAsync(string query) => Fold.StockOf((await book.GetAsync("stock" + query)).MustBe(200).Json);
    }

    [Fact]
    public async Task A_position_that_is_not_reached_yet_is_worth_asking_again()
    {
        var book = await TestBook.OpenAsync();
        var reply = (await book.GetAsync("stock?atPosition=9223372036854775807")).MustRefuse(409, "position-not-reached");
        Assert.Equal("yes", reply.Json.Text("retryable"));
    }

    internal static Task CaughtUpAsync(TestBook book, List<JsonElement> events) =>
        book.GetWhenAsync("stock", s => s.Number("position") >= events[^1].Number("position"));

    private static async Task CompareAsync(TestBook book, string moment, IReadOnlyList<JsonElement> events, int seed)
    {
        var fold = Fold.Of(events);
        var stock = (await book.GetAsync($"stock{moment}")).MustBe(200).Json;
        Assert.True(
            fold.Stock.SequenceEqual(Fold.StockOf(stock)),
            $"Seed {seed}, {moment}: expected\n{string.Join('\n', fold.Stock)}\nfound\n{string.Join('\n', Fold.StockOf(stock))}");
        if (events.Any(e => e.Text("type") == "agreements.agreement-signed.v1"))
        {
            var progress =
                await book.GetWhenAsync(
                    $"agreements/SA-1/progress{moment}", p => moment.Length > 0 || Fold.ProgressOf(p.List("lines")[0]) == fold.Progress("SA-1/1"));
            Assert.True(
                fold.Progress("SA-1/1") == Fold.ProgressOf(progress.Json.List("lines")[0]),
                $"Seed {seed}, {moment}: expected {fold.Progress("SA-1/1")}, found {progress.Text}");
        }
    }

    private static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
