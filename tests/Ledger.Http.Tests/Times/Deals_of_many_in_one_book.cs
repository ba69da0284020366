using System.Text.Json;
using Ledger.Http.Tests.Audit.Exports;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Times;

/// <summary>
/// Goal: three suppliers and three customers in one book, each with each, do not get into each other's figures. Method: nine deals by chance, step by step in
/// turn, with numbers that differ only by their giver and units that turn up at another customer; then everything is held against the plain fold of the events.
/// </summary>
public sealed class Deals_of_many_in_one_book(OwnHost host, ITestOutputHelper output) : IClassFixture<OwnHost>
{
    private const int Ordered = 12;
    private static readonly int[] Three = [1, 2, 3];
    private static readonly int[] Thresholds = [2, 5, 9];
    private static readonly string[] Metrics = ["shipped", "received", "accepted", "installed", "commissioned"];

    /// <summary>More steps find what is rarer: <c>LEDGER_DEAL_STEPS=200 ./ops/test Deals_of_many_in_one_book</c>.</summary>
    private static readonly int Steps = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_DEAL_STEPS"), out var count) ? count : 25;

    [Fact]
    public async Task Orders_equal_agreements_and_milestones_are_what_the_events_come_to()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var book = await OpenAsync();
        var trades = Three.SelectMany(supplier => Three.Select(customer => TradeOf(book, supplier, customer))).ToList();
        var deals = new List<RandomDeal>();
        foreach (var trade in trades)
        {
            deals.Add(new RandomDeal(trade, seed + deals.Count, Ordered) { Others = [.. deals.Where((_, i) => trades[i].Supplier == trade.Supplier)] });
            await deals[^1].BeginAsync();
        }

        for (var step = 0; step < Steps; step++)
        {
            foreach (var deal in deals)
            {
                await deal.StepAsync();
            }
        }

        await FirstDeal.SettledAsync(book);
        var events = (await book.EventsAsync()).Where(e => e.GetProperty("data").TryGetProperty("movements", out _)).ToList();
        output.WriteLine($"{deals.Sum(d => d.Accepted)} commands accepted, {deals.Sum(d => d.Refused)} refused, {events.Count} moved units.");
        foreach (var trade in trades)
        {
            var progress = (await book.GetAsync($"agreements/{trade.Agreement}/progress")).MustBe(200).Json;
            CheckOrders(seed, trade, progress, await OrdersAsync(trade));
            CheckMilestones(seed, trade, progress, events);
        }

        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean(), $"Seed {seed}.");
        var sealedDeal = SealedDeal.Of(host, book);
        await sealedDeal.SealAsync();
        var report = await sealedDeal.VerifyAsync();
        Assert.True(report.Findings.Count == 0, $"Seed {seed}: {string.Join("\n", report.Findings.Take(5))}");
    }

    private static void CheckOrders(int seed, Trade trade, JsonElement progress, IReadOnlyList<JsonElement> orders)
    {
        foreach (var line in progress.List("lines"))
        {
            var own = orders.SelectMany(o => o.List("lines")).Where(l => l.Number("agreementLine") == line.Number("line")).ToList();
            foreach (var (figure, ordered) in new[] { ("ordered", "quantity"), ("shipped", "shipped"), ("received", "received") })
            {
                Assert.True(
                    line.Number(figure) == own.Sum(l => l.Number(ordered)),
                    $"Seed {seed}, {trade.Agreement}: {figure} is {line.Number(figure)} in {line} and {string.Join(", ", own)}.");
            }
        }
    }

    /// <summary>Each is reached when, and since, as many units count as it asks for.</summary>
    private static void CheckMilestones(int seed, Trade trade, JsonElement progress, IReadOnlyList<JsonElement> events)
    {
        var moments = events.GroupBy(e => Whole(Fold.EffectiveAt(e))).OrderBy(moment => moment.Key).ToList();
        foreach (var milestone in progress.List("milestones"))
        {
            var (metric, quantity) = (Array.IndexOf(Metrics, milestone.Text("metric")), milestone.Number("quantity"));
            var (known, since) = (new List<JsonElement>(), default(DateTimeOffset?));
            foreach (var moment in moments)
            {
                known.AddRange(moment);
                var count = int.Parse(
                    Fold.Of(known.OrderBy(e => e.Number("position"))).Progress($"{trade.Agreement}/1").Split(' ')[metric],
                    System.Globalization.CultureInfo.InvariantCulture);
                since = count < quantity ? null : since ?? moment.Key;
            }

            var told = milestone.Text("state") == "reached"
                ? milestone.GetProperty("reached").GetProperty("occurredAt").GetDateTimeOffset()
                : default(DateTimeOffset?);
            Assert.True(told == since, $"Seed {seed}, {trade.Agreement}: since {since:O} by the events, and the ledger says {milestone}.");
        }
    }

    /// <summary>In microseconds, as a database has it.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static async Task<IReadOnlyList<JsonElement>> OrdersAsync(Trade trade)
    {
        var orders = new List<JsonElement>();
        foreach (var order in (await trade.Book.PagesAsync("orders", 200)).Where(o => o.Text("agreement") == trade.Agreement))
        {
            orders.Add((await trade.Book.GetAsync($"orders/{order.Text("order")}")).MustBe(200).Json);
        }

        return orders;
    }

    private async Task<TestBook> OpenAsync()
    {
        var book = await TestBook.UnopenedAsync(host.Client);
        var parties = new[] { ("S", "supplier"), ("C", "customer"), ("T", "carrier"), ("I", "integrator") }
            .SelectMany(kind => Three.Select(n => new { party = $"{kind.Item1}{n}", name = $"{kind.Item1}{n}", roles = new[] { kind.Item2 } }));
        (await book.PostAsync("open", new { name = "A book of many", purpose = "live", signatures = "both", parties })).MustBe(201);
        foreach (var n in Three)
        {
            var (supplier, customer) = (book.Of($"S{n}"), book.Of($"C{n}"));
            await supplier.MustPostAsync("products", new { product = $"maker{n}:B300", name = "GPU", family = "gpu" });
            await supplier.MustPostAsync("products", new { product = $"maker{n}:C100", name = "CPU", family = "cpu" });
            await supplier.MustPostAsync("sites", new { site = $"FAB{n}", name = "Factory", kind = "factory" });
            await customer.PostAsync(Contracts.Roles.Customer, "sites", new { site = $"PDX{n}", name = "Data centre", kind = "dataCentre" });
            await customer.MustPostAsync("integrators/appoint", new { integrator = $"I{n}", site = $"PDX{n}" });
        }

        return book;
    }

    /// <summary>Another for each trade of a supplier and for each of a customer, and the same for some of different ones.</summary>
    private static string Tag(int supplier, int customer) => $"{(supplier + customer) % 3}-";

    private static Trade TradeOf(TestBook book, int supplier, int customer) => new(
        book.Of($"S{supplier}", $"C{customer}", $"T{customer}", $"I{customer}"), Tag(supplier, customer))
    {
        Supplier = $"S{supplier}",
        Customer = $"C{customer}",
        Carrier = $"T{customer}",
        Agreement = $"SA-{supplier}{customer}",
        GpuOrder = $"PO-{Tag(supplier, customer)}1",
        CpuOrder = $"PO-{Tag(supplier, customer)}2",
        Gpu = $"maker{supplier}:B300",
        Cpu = $"maker{supplier}:C100",
        Factory = $"FAB{supplier}",
        DataCentre = $"PDX{customer}",
        Milestones = [.. new[] { "shipped", "received", "accepted", "commissioned" }.SelectMany(metric => Thresholds.Select(quantity => new
        {
            milestone = $"M-{metric}-{quantity}",
            name = $"{quantity} {metric}",
            metric,
            product = $"maker{supplier}:B300",
            quantity,
            dueOn = "2027-12-31",
        }))],
    };
}
