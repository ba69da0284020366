using System.Globalization;
using System.Text.Json;
using Ledger.Contracts;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Audit;

/// <summary>Any figure of a report is the sum of entries of the journal, whose events are proven by leaves of the log.</summary>
public sealed class Explained_figures(ITestOutputHelper output)
{
    private static readonly string[] Metrics = ["shipped", "received", "accepted", "installed", "commissioned"];

    [Fact]
    public async Task Of_the_first_deal_lead_to_events_and_their_proofs()
    {
        var book = await TestBook.UnopenedAsync();
        await FirstDeal.PlayAsync(book, 1, 36);

        // 3 came with the first lorry and 2 with the second; 4 were accepted and 1 rejected.
        var explained =
            await book.GetWhenAsync(
                "explain?figure=stock&product=acme:gpu-1&account=site:DC1/received", e =>
                    e.List("entries").All(entry => SealOf(entry).TryGetProperty("index", out _)));
        Assert.Equal(("stock", "0", 4), (explained.Json.Text("figure"), explained.Json.Text("value"), explained.Json.Number("eventsCount")));
        Assert.Equal(
            ["3 logistics.batch-received.v1 CLOUD", "2 logistics.batch-received.v1 CLOUD", "-4 logistics.units-accepted.v1 CLOUD",
                "-1 logistics.units-rejected.v1 CLOUD"],
            explained.Json.List("entries")
                .Select(e => $"{e.Number("units")} {e.GetProperty("event").Text("type")} {e.GetProperty("event").Text("by").Split('/')[0]}"));
        foreach (var entry in explained.Json.List("entries"))
        {
            Assert.Contains(SealOf(entry).Text("status"), new[] { "sealed", "countersigned" });
            var proof = (await book.GetAsync(entry.GetProperty("event").Text("proof")[$"/books/{book.Code}/".Length..])).MustBe(200);
            Assert.StartsWith($"c2sp.org/tlog-proof@v1\nindex {SealOf(entry).Number("index")}\n", proof.Text, StringComparison.Ordinal);
        }

        // 7 were shipped, 2 of them went back.
        var shipped = (await book.GetAsync("explain?figure=progress&agreement=SA-1&line=1&metric=shipped")).MustBe(200).Json;
        Assert.Equal(("5", "7 -2"), (shipped.Text("value"), string.Join(' ', shipped.List("entries").Select(e => e.Text("counts")))));
    }

    [Fact]
    public async Task Are_the_sums_of_their_entries_at_any_moment()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var (book, random) = (await TestBook.OpenAsync("rehearsal"), new Random(seed));
        await new RandomDeal(book, seed).PlayAsync(60);
        await FirstDeal.SettledAsync(book);
        var events = await book.EventsAsync();
        var explained = 0;
        foreach (
            var moment in new[] { "", $"atPosition={events[random.Next(events.Count)].Number("position")}",
            $"effectiveAt={Write(RandomDeal.At(random.Next(300)))}" })
        {
            foreach (var row in (await book.GetAsync($"stock?{moment}")).MustBe(200).Json.List("rows"))
            {
                await MustSumUpAsync(
                    row.Number("quantityUnits"), $"figure=stock&product={row.Text("product")}&account={row.Text("place")}/{row.Text("condition")}", moment);
            }

            var progress = await book.GetAsync($"agreements/SA-1/progress?{moment}");
            foreach (var metric in (int)progress.Status == 200 ? Metrics : [])
            {
                await MustSumUpAsync(
                    progress.Json.List("lines")[0].GetProperty(metric).GetDecimal(), $"figure=progress&agreement=SA-1&line=1&metric={metric}", moment);
            }
        }

        output.WriteLine($"{explained} figures.");
        Assert.True(explained > 5, $"Only {explained} figures with seed {seed}.");

        async Task MustSumUpAsync(decimal told, string figure, string moment)
        {
            var (sum, entries, next, last) = (0m, 0, (string?)"", default(JsonElement));
            while (next is not null)
            {
                last = (await book.GetAsync($"explain?{figure}&{moment}&limit=2&after={next}".Replace("&&", "&"))).MustBe(200).Json;
                (sum, entries) =
                    (sum + last.List("entries").Sum(e => decimal.Parse(e.Text("counts"), CultureInfo.InvariantCulture)), entries + last.List("entries").Length);
                Assert.All(
                    last.List("entries"), e =>
                        Assert.Contains(
                            events, known => known.Text("id") == e.GetProperty("event").Text("id") && known.Number("position") == e.Number("position")));
                next = last.TextOrNull("next");
            }

            Assert.True(
                (told, told) == (decimal.Parse(last.Text("value"), CultureInfo.InvariantCulture), sum),
                $"Seed {seed}, {figure}&{moment}: told {told}, entries sum up to {sum}, {last}");
            explained++;
        }
    }

    [Fact]
    public async Task Of_a_substitute_count_by_its_ratio()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(5);
        await book.MustPostAsync("agreements/substitutions", new { agreement = "SA-1", line = 1, from = TestBook.Gpu, to = TestBook.Cpu, ratio = "1.5" });
        await book.MustPostAsync(
            "orders",
            new
            {
                order = "PO-S",
                agreement = "SA-1",
                shipTo = TestBook.DataCentre,
                lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Cpu, quantity = 4, requestedDelivery = "2026-12-01" } }
            });
        await book.GetWhenAsync("orders/PO-S", o => o.Text("state") == "confirmed");
        await book.MustPostAsync("batches", new { batch = "C", product = TestBook.Cpu, site = TestBook.Factory, serials = book.Serials("C", 3) });
        await book.MustPostAsync("batches/ship", book.Shipment("C", "PO-S"));
        await book.ShipAsync("G", 2);
        await FirstDeal.SettledAsync(book);

        var shipped = (await book.GetAsync("explain?figure=progress&agreement=SA-1&line=1&metric=shipped")).MustBe(200).Json;
        Assert.Equal(("6.5", "4.5 2"), (shipped.Text("value"), string.Join(' ', shipped.List("entries").Select(e => e.Text("counts")))));
        Assert.Equal(6.5m, (await book.GetAsync("agreements/SA-1/progress")).MustBe(200).Json.List("lines")[0].GetProperty("shipped").GetDecimal());
        Assert.Equal("2", (await book.GetAsync($"explain?figure=stock&product={TestBook.Gpu}&condition=inTransit")).MustBe(200).Json.Text("value"));
    }

    [Theory]
    [InlineData("", "figure")]
    [InlineData("figure=ordered", "figure")]
    [InlineData("figure=stock", "product")]
    [InlineData("figure=stock&product=a:b", "account")]
    [InlineData("figure=stock&product=a:b&account=site:X/received&condition=received", "condition")]
    [InlineData("figure=stock&product=a:b&account=site:X/received&line=1", "line")]
    [InlineData("figure=progress&line=1&metric=shipped", "agreement")]
    [InlineData("figure=progress&agreement=SA-1&line=x&metric=shipped", "line")]
    [InlineData("figure=progress&agreement=SA-1&line=1&metric=ordered", "metric")]
    [InlineData("figure=progress&agreement=SA-1&line=1&metric=shipped&product=a:b", "product")]
    public async Task Are_asked_for_by_name(string query, string parameter)
    {
        var book = await TestBook.OpenAsync();
        Assert.StartsWith($"{parameter} ", (await book.GetAsync($"explain?{query}")).MustRefuse(400, "invalid-query").Errors().Single());
        (await book.GetAsync("explain?figure=progress&agreement=SA-9&line=1&metric=shipped")).MustRefuse(404, "unknown-line");
    }

    [Fact]
    public async Task Of_agreements_are_not_for_who_does_not_see_agreements()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1);
        using var client = await LedgerHost.AnonymousAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/explain?figure=progress&agreement=SA-1&line=1&metric=shipped")
        {
            Headers = { Authorization = await book.AuthorizationAsync(Roles.Integrator) },
        };
        using var answer = await client.SendAsync(request);
        (await Reply.OfAsync(answer)).MustRefuse(403, "not-permitted");
    }

    private static JsonElement SealOf(JsonElement entry) => entry.GetProperty("event").GetProperty("seal");

    private static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
