using System.Text.Json;

namespace Ledger.Http.Tests.Reads;

public sealed class Pages
{
    [Fact]
    public async Task Every_limit_gives_each_item_of_a_list_once_and_in_one_order()
    {
        var book = await TestBook.OpenAsync();
        for (var i = 1; i <= 7; i++)
        {
            await book.OrderAsync(10, $"PO-{i}");
            await book.ShipAsync($"B-{i}", i, $"PO-{i}");
            await book.PlanRackAsync($"R-{i}", 1);
        }

        await book.GetWhenAsync("orders", o => o.List("items").Length == 7);
        await book.GetWhenAsync("batches", o => o.List("items").Length == 7);
        await book.GetWhenAsync("racks", o => o.List("items").Length == 7);
        foreach (
            var (list, key, count) in new[] { ("orders", "order", 7), ("batches", "batch", 7), ("racks", "rack", 7), ("units", "serial", 28),
            ("parties", "party", 5), ("products", "product", 2), ("sites", "site", 2) })
        {
            var all = Keys(await book.PagesAsync(list, 200));
            Assert.Equal(count, all.Distinct().Count());
            foreach (var limit in new[] { 1, 2, 3, 7, 28 })
            {
                Assert.Equal(all, Keys(await book.PagesAsync(list, limit)));
            }

            List<string> Keys(List<JsonElement> items) => [.. items.Select(item => item.Text(key))];
        }

        var filtered = await book.PagesAsync("units?account=transit:B-7/inTransit", 3);
        Assert.Equal(book.Serials("B-7", 7), filtered.Select(u => u.Text("serial")));
    }

    [Fact]
    public async Task A_cursor_of_one_book_shows_nothing_of_it_in_another()
    {
        var (mine, other) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        await other.RegisterAsync("B-1", other.Serials("S", 5));
        await mine.RegisterAsync("B-1", mine.Serials("S", 5));
        var next = (await other.GetAsync("units?limit=2")).Json.Text("next");
        var page = (await mine.GetAsync($"units?limit=200&after={next}")).MustBe(200).Json;
        Assert.All(page.List("items"), u => Assert.Contains(u.Text("serial"), mine.Serials("S", 5)));
    }

    [Fact]
    public async Task Events_are_given_once_and_in_the_order_of_their_positions_by_every_limit()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(20);
        await book.DeliverAsync("B-1", 3);
        await book.GetWhenAsync("orders/PO-1", o => o.List("lines")[0].Number("received") == 3);
        var all = await book.EventsAsync();
        Assert.Equal(await book.EventCountAsync(), all.Count);
        Assert.Equal(all.Select(e => e.Number("position")).Order(), all.Select(e => e.Number("position")));
        Assert.Equal(all.Count, all.Select(e => e.Text("id")).Distinct().Count());
        foreach (var stream in all.GroupBy(e => e.Text("stream")))
        {
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(v => (long)v), stream.Select(e => e.Number("version")));
        }

        foreach (var limit in new[] { 1, 2, 5 })
        {
            Assert.Equal(all.Select(e => e.ToString().ButForItsSeal()), (await book.EventsAsync(limit)).Select(e => e.ToString().ButForItsSeal()));
        }
    }

    [Fact]
    public async Task A_reader_who_follows_the_events_misses_none_while_eight_writers_append()
    {
        var book = await TestBook.OpenAsync();
        var done = false;
        var writers = Task.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
            {
                for (var i = 0; i < 25; i++)
                {
                    await book.RegisterAsync($"B-{writer}-{i}", book.Serials($"B{writer}-{i}", writer + 1));
                    // A command that is refused by the guard draws positions that nothing is recorded at.
                    (await book.PostAsync(
                        "batches",
                        new { batch = $"X-{writer}-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"B{writer}-{i}", 1) }))
                        .MustRefuse(409, "already-registered");
                }
            }));
            Volatile.Write(ref done, true);
        });

        var (seen, after) = (new List<JsonElement>(), 0L);
        var deadline = Environment.TickCount64 + 60_000;
        while (Environment.TickCount64 < deadline)
        {
            var isLast = Volatile.Read(ref done) && seen.Count == await book.EventCountAsync();
            var page = (await book.GetAsync($"events?limit=7&after={after}")).MustBe(200).Json;
            Assert.All(page.List("events"), e => Assert.True(e.Number("position") > after));
            seen.AddRange(page.List("events").Where(Recorded.IsTheBooks));
            after = page.Number("next");
            if (isLast)
            {
                break;
            }
        }

        await writers;
        var all = await book.EventsAsync();
        Assert.Equal(200, all.Count(e => e.Text("type") == "logistics.batch-registered.v1"));
        Assert.Equal(all.Select(e => e.Number("position")), seen.Select(e => e.Number("position")));
    }
}
