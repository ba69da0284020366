using System.Text.Json;
using Ledger.Contracts;
using Ledger.Kernel;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Audit;

/// <summary>What a book looked like at a position, and what changed between two.</summary>
public sealed class Replays_of_a_book(ITestOutputHelper output)
{
    [Fact]
    public async Task Tell_what_the_second_lorry_of_the_first_deal_changed_and_by_which_events()
    {
        var book = await TestBook.UnopenedAsync();
        var before = await FirstDeal.PlayAsync(book, 1, 20);
        var after = await FirstDeal.PlayAsync(book, 21, 23);

        var replay = (await book.GetAsync($"replay?from={before}&to={after}&limit=200")).MustBe(200).Json;

        // Line 20 brings G5 and G6 and misses G7, line 21 both CPUs, line 22 the switch.
        Assert.Equal(
            [
                "stock acme:cpu-1 site:DC1/received units 0 2 2 (1)", "stock acme:cpu-1 transit:B-2/inTransit units 2 0 -2 (1)",
                "stock acme:gpu-1 site:DC1/received units 3 5 2 (1)", "stock acme:gpu-1 transit:B-1/inTransit units 3 0 -3 (1)",
                "stock acme:gpu-1 transit:B-1/missing units 0 1 1 (1)",
                "stock acme:switch-1 site:DC1/received units 0 1 1 (1)", "stock acme:switch-1 transit:B-3/inTransit units 1 0 -1 (1)",
                "agreementLine SA-1/1 received 4 6 2 (1)", "agreementLine SA-1/2 received 0 2 2 (1)", "agreementLine SA-1/3 received 0 1 1 (1)",
                "batch B-1 state partlyReceived received  (1)", "batch B-2 state shipped received  (1)", "batch B-3 state shipped received  (1)",
            ],
            replay.List("figures").Select(Written));
        var events = (await book.EventsAsync()).ToDictionary(e => e.Number("position"));
        Assert.All(replay.List("figures").SelectMany(f => f.List("events")), cause =>
        {
            Assert.InRange(cause.Number("position"), before + 1, after);
            Assert.Equal((events[cause.Number("position")].Text("id"), "logistics.batch-received.v1"), (cause.Text("id"), cause.Text("type")));
        });
        Assert.Equal(events.Keys.Count(p => p > before && p <= after), replay.Number("eventsCount"));
        Assert.Equal(3, replay.List("types").Single(t => t.Text("type") == "logistics.batch-received.v1").Number("eventsCount"));

        // Nothing changed between a moment and itself; what had happened by 10 April did not change either.
        Assert.Empty((await book.GetAsync($"replay?from={after}&to={after}")).MustBe(200).Json.List("figures"));
        Assert.Empty((await book.GetAsync($"replay?from={before}&to={after}&effectiveAt=2026-04-10T00:00:00Z")).MustBe(200).Json.List("figures"));
    }

    [Fact]
    public async Task Are_at_any_position_what_the_events_up_to_there_come_to()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var (book, random) = (await TestBook.OpenAsync("rehearsal"), new Random(seed));
        await new RandomDeal(book, seed).PlayAsync(60);
        await FirstDeal.SettledAsync(book);
        var events = await book.EventsAsync();
        for (var i = 0; i < 6; i++)
        {
            var (from, to) = (events[random.Next(events.Count / 2)].Number("position"), events[random.Next(events.Count / 2, events.Count)].Number("position"));
            var (early, late) = (Until(from), Until(to));
            var all = await FiguresAsync($"to={to}");
            Assert.Equal(late.Stock, all.Where(f => f.Text("of") == "stock").Select(f => $"{f.Text("key")} {f.Text("after")}").Order(StringComparer.Ordinal));
            var changed = await FiguresAsync($"from={from}&to={to}");
            var expected = Difference(early.Stock, late.Stock);
            Assert.True(
                expected.SequenceEqual(
                    changed.Where(f => f.Text("of") == "stock").Select(f => $"{f.Text("key")} {f.Text("before")} {f.Text("after")}")
                    .Order(StringComparer.Ordinal)),
                $"Seed {seed}, from {from} to {to}");
            foreach (var figure in changed.Where(f => f.Text("of") == "stock"))
            {
                var causes = events.Where(e => e.Number("position") > from && e.Number("position") <= to && Touches(e, figure.Text("key")))
                    .Select(e => e.Number("position")).ToList();
                Assert.Equal(
                    (causes.Count, long.Parse(figure.Text("after")) - long.Parse(figure.Text("before"))),
                    (figure.Number("eventsCount"), long.Parse(figure.Text("difference"))));
                Assert.Equal(causes.Take(20), figure.List("events").Select(e => e.Number("position")));
            }
        }

        Fold Until(long position) => Fold.Of(events.Where(e => e.Number("position") <= position));

        async Task<List<JsonElement>> FiguresAsync(string query)
        {
            var (figures, next) = (new List<JsonElement>(), (string?)"");
            for (; next is not null;)
            {
                var page = (await book.GetAsync($"replay?{query}&limit=3&after={next}")).MustBe(200).Json;
                Assert.InRange(page.List("figures").Length, 0, 3);
                figures.AddRange(page.List("figures"));
                next = page.TextOrNull("next");
            }

            Assert.Equal(figures.Count, figures.Select(f => $"{f.Text("of")} {f.Text("key")} {f.Text("figure")}").Distinct().Count());
            return figures;
        }
    }

    [Fact]
    public async Task Leave_out_what_a_role_does_not_see()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(2);
        await book.DeliverAsync("B-1", 1);
        await FirstDeal.SettledAsync(book);
        using var client = await LedgerHost.AnonymousAsync();
        Assert.Equal(["agreement", "agreementLine", "batch", "order", "stock"], await KindsAsync(Roles.Supplier));
        Assert.Equal(["batch", "stock"], await KindsAsync(Roles.Integrator));

        async Task<IEnumerable<string>> KindsAsync(Roles role)
        {
            using var request =
                new HttpRequestMessage(
                    HttpMethod.Get, $"/books/{book.Code}/replay?limit=200")
                { Headers = { Authorization = await book.AuthorizationAsync(role) } };
            using var answer = await client.SendAsync(request);
            return (await Reply.OfAsync(answer)).MustBe(200).Json.List("figures").Select(f => f.Text("of")).Distinct().Order(StringComparer.Ordinal);
        }
    }

    [Theory]
    [InlineData("from=-1")]
    [InlineData("to=x")]
    [InlineData("from=2&to=1")]
    [InlineData("from=1.5")]
    [InlineData("effectiveAt=yesterday")]
    [InlineData("limit=0")]
    [InlineData("to=")]
    public async Task Take_two_positions_in_their_order(string query) =>
        (await (await TestBook.OpenAsync()).GetAsync($"replay?{query}")).MustRefuse(400, "invalid-query");

    [Fact]
    public async Task Do_not_reach_beyond_the_views() =>
        (await (await TestBook.OpenAsync()).GetAsync($"replay?to={long.MaxValue}")).MustRefuse(409, "position-not-reached");

    private static string Written(JsonElement f) =>
        $"{f.Text("of")} {f.Text("key")} {f.Text("figure")} {f.TextOrNull("before")} {f.TextOrNull("after")} {f.TextOrNull("difference")} "
        + $"({f.Number("eventsCount")})";

    /// <summary>Rows of both as <c>product account before after</c>, where they differ.</summary>
    private static IEnumerable<string> Difference(List<string> before, List<string> after)
    {
        var (old, now) = (before.ToDictionary(KeyOf, UnitsOf), after.ToDictionary(KeyOf, UnitsOf));
        return old.Keys.Union(now.Keys).Where(key => old.GetValueOrDefault(key, "0") != now.GetValueOrDefault(key, "0"))
            .Select(key => $"{key} {old.GetValueOrDefault(key, "0")} {now.GetValueOrDefault(key, "0")}").Order(StringComparer.Ordinal);

        static string KeyOf(string row) => row[..row.LastIndexOf(' ')];

        static string UnitsOf(string row) => row[(row.LastIndexOf(' ') + 1)..];
    }

    private static bool Touches(JsonElement e, string key) => e.GetProperty("data").TryGetProperty("movements", out var movements)
        && movements.EnumerateArray()
            .Any(m => m.Text("product") == key.Split(' ')[0] && (m.Text("from") == key.Split(' ')[1] || m.Text("to") == key.Split(' ')[1]));
}
