using Ledger.Contracts.Messages;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Ledger.Http.Tests.Messages;

/// <summary>Sends what contexts tell each other again and in any order, as a queue may: numbers must not depend on it.</summary>
public sealed class News_twice_and_out_of_order
{
    private static readonly DateTimeOffset When = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_order_draws_on_the_commitment_once_however_often_it_is_told_of()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(40, committed: 100);
        var before = (await book.GetAsync("orders/PO-1")).Text;
        var version = (await book.GetAsync("agreements/SA-1")).ETag;
        for (var i = 0; i < 3; i++)
        {
            await TellAsync(book, new OrderPlacedNotice("PO-1", 0, "SA-1", [new(1, 1, TestBook.Gpu, 40)], When));
            await TellAsync(book, new CommitmentDrawnNotice("PO-1", 0, "SA-1"));
            await TellAsync(book, new CommitmentRefusedNotice("PO-1", 0, "SA-1", "commitment-exceeded", "an answer that came too late"));
        }

        Assert.Equal(40, (await book.GetAsync("agreements/SA-1/progress")).Json.List("lines")[0].Number("ordered"));
        Assert.Equal(version, (await book.GetAsync("agreements/SA-1")).ETag);
        Assert.Equal(before, (await book.GetAsync("orders/PO-1")).Text);
        await book.OrderAsync(60, "PO-2");
    }

    [Fact]
    public async Task Released_units_go_back_once()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(40, committed: 100);
        await book.MustPostAsync("orders/cancel-line", new { order = "PO-1", line = 1, reason = "too many" });
        await book.GetWhenAsync("agreements/SA-1/progress", p => p.List("lines")[0].Number("ordered") == 0);
        var release = (await book.EventsAsync()).Single(e => e.Text("type") == "agreements.commitment-released.v1").GetProperty("data");
        for (var i = 0; i < 3; i++)
        {
            await TellAsync(book, new CommitmentReleasedNotice("PO-1", (int)release.Number("change"), "SA-1", [new(1, 1, TestBook.Gpu, 40)], When));
        }

        Assert.Equal(0, (await book.GetAsync("agreements/SA-1/progress")).Json.List("lines")[0].Number("ordered"));
    }

    [Fact]
    public async Task Deliveries_count_once_in_whatever_order_they_are_told_of()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1);
        int[][] orders = [.. Permutations([0, 1, 2, 3])];
        await book.MustPostAsync("orders", new
        {
            order = "PO-9",
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = Enumerable.Range(1, orders.Length)
                .Select(line => new { line, agreementLine = 1, product = TestBook.Gpu, quantity = 100, requestedDelivery = "2026-12-01" }),
        });
        await book.GetWhenAsync("orders/PO-9", o => o.Text("state") == "confirmed");
        for (var line = 1; line <= orders.Length; line++)
        {
            // Shipped, voided, shipped again and received in two parts: 7 shipped and 6 of them received, 1 missing.
            var (number, batch) = (line, $"B-{line}");
            object[] news =
            [
                new BatchShippedNotice(batch, 1, "PO-9", number, 7, When),
                new ShipmentVoidedNotice(batch, 1, "PO-9", number, 7, When),
                new BatchShippedNotice(batch, 2, "PO-9", number, 7, When),
                new BatchReceivedNotice(batch, "RC-1", "PO-9", number, 6, When),
            ];
            foreach (var i in orders[line - 1])
            {
                await TellAsync(book, news[i]);
                await TellAsync(book, news[i]);
            }

            await TellAsync(book, new DiscrepancyReported(batch, "RC-1", "PO-9", number, 1, 0, 0, When));
            await TellAsync(book, new DiscrepancyReported(batch, "RC-1", "PO-9", number, 1, 0, 0, When));
        }

        var lines = (await book.GetAsync("orders/PO-9")).Json.List("lines");
        Assert.All(lines, l => Assert.Equal((7, 6, 1, 94), (l.Number("shipped"), l.Number("received"), l.Number("missing"), l.Number("outstanding"))));
        await book.GetWhenAsync("orders", o => o.List("items").Any(i => i.Text("order") == "PO-9" && i.Number("receivedUnits") == 6 * orders.Length));
    }

    [Fact]
    public async Task A_whole_deal_that_is_told_again_leaves_every_number_as_it_was()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(5);
        await book.DeliverAsync("B-1", 5);
        await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == "closed" && o.List("lines")[0].Number("shipped") == 5);
        var (order, count) = ((await book.GetAsync("orders/PO-1")).Text, await book.EventCountAsync());
        foreach (object news in new object[]
        {
            new BatchReceivedNotice("B-1", "RC-B-1", "PO-1", 1, 5, When), new OrderPlacedNotice("PO-1", 0, "SA-1", [new(1, 1, TestBook.Gpu, 5)], When),
            new BatchShippedNotice("B-1", 1, "PO-1", 1, 5, When), new CommitmentDrawnNotice("PO-1", 0, "SA-1"), new LineProgressed("SA-1/1", 1),
            new LineProgressed("SA-1/1", long.MaxValue),
        })
        {
            await TellAsync(book, news);
            await TellAsync(book, news);
        }

        Assert.Equal(order, (await book.GetAsync("orders/PO-1")).Text);
        Assert.Equal(count, await book.EventCountAsync());
    }

    private static async Task TellAsync(TestBook book, object message)
    {
        await using var scope = (await LedgerHost.AlbaAsync).Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeForTenantAsync(book.Code, message);
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
