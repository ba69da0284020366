using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace Ledger.Http.Tests.Audit;

/// <summary>Facts that were told late, and what they did to figures that had been reported.</summary>
public sealed class Reports_on_late_facts
{
    [Fact]
    public async Task A_period_is_restated_by_what_was_recorded_after_its_close()
    {
        // The first deal, of which the period until 12 April is closed after the first lorry's receipt was recorded: that of the second, of 11 April, comes too
        // late.
        var book = await TestBook.UnopenedAsync();
        var close = await FirstDeal.PlayAsync(book, 1, 20);
        var last = await FirstDeal.PlayAsync(book, 21, 36);

        var report = (await book.GetAsync($"reports/restatement?until=2026-04-12T00:00:00Z&atPosition={close}&limit=200")).MustBe(200).Json;

        Assert.Equal(close, report.Number("closedAt"));
        Assert.True(report.Number("position") >= last);
        Assert.Equal(
            [
                "condition acme:cpu-1 inTransit units 2 0 -2", "condition acme:cpu-1 received units 0 2 2",
                "condition acme:gpu-1 inTransit units 3 0 -3", "condition acme:gpu-1 missing units 0 1 1", "condition acme:gpu-1 quarantined units 1 1 0",
                "condition acme:gpu-1 received units 3 5 2",
                "condition acme:switch-1 inTransit units 1 0 -1", "condition acme:switch-1 received units 0 1 1",
                "agreement SA-1 state open open ",
                "agreementLine SA-1/1 committed 10 10 0", "agreementLine SA-1/1 ordered 7 7 0", "agreementLine SA-1/1 shipped 7 7 0",
                "agreementLine SA-1/1 received 4 6 2", .. Nothing("SA-1/1"),
                "agreementLine SA-1/2 committed 2 2 0", "agreementLine SA-1/2 ordered 2 2 0", "agreementLine SA-1/2 shipped 2 2 0",
                "agreementLine SA-1/2 received 0 2 2", .. Nothing("SA-1/2"),
                "agreementLine SA-1/3 committed 1 1 0", "agreementLine SA-1/3 ordered 1 1 0", "agreementLine SA-1/3 shipped 1 1 0",
                "agreementLine SA-1/3 received 0 1 1", .. Nothing("SA-1/3"),
                "milestone SA-1/M1 state planned planned ", "milestone SA-1/M2 state planned planned ",
            ],
            report.List("figures").Select(Written));
        var receipts = (await book.EventsAsync()).Where(e => e.Text("type") == "logistics.batch-received.v1").Select(e => e.Text("id")).ToList();
        Assert.Equal(
            receipts[1],
            Assert.Single(report.List("figures").Single(f => Written(f).StartsWith("agreementLine SA-1/1 received", StringComparison.Ordinal)).List("events"))
            .Text("id"));
        Assert.Equal(
            receipts[1..].Order(), report.List("figures").Where(f => f.TextOrNull("difference") is not (null or "0")).SelectMany(f => f.List("events"))
            .Select(e => e.Text("id")).Distinct().Order());
        Assert.Equal(3, report.List("types").Single(t => t.Text("type") == "logistics.batch-received.v1").Number("eventsCount"));

        // Closed now, nothing is different; closed at its end, when the ledger knew nothing of it, everything is new.
        var closedNow = (await book.GetAsync($"reports/restatement?until=2026-04-12T00:00:00Z&atPosition={last}&limit=200")).MustBe(200).Json;
        Assert.All(closedNow.List("figures"), f => Assert.Equal(f.Text("before"), f.Text("after")));
        var closedThen = (await book.GetAsync("reports/restatement?until=2026-04-12T00:00:00Z&limit=200")).MustBe(200).Json;
        Assert.Equal((0, 0), (closedThen.Number("closedAt"), closedThen.Number("closedAtSize")));
        Assert.All(closedThen.List("figures").Where(f => f.Text("of") == "condition"), f => Assert.Equal("0", f.Text("before")));

        static string[] Nothing(string line) => [.. new[] { "accepted", "installed", "commissioned" }.Select(metric => $"agreementLine {line} {metric} 0 0 0")];
    }

    [Fact]
    public async Task Late_facts_are_counted_by_partner_with_the_worst_and_listed()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var now = TimeProvider.System.GetUtcNow();
        await RegisterAsync("A", now.AddDays(-2));
        await RegisterAsync("B", now.AddHours(-3));
        await RegisterAsync("C", now.AddDays(-5));
        await book.MustPostAsync("batches/ship", book.Shipment("A"));
        (await book.PostAsync("batches/receive", new { batch = "A", receipt = "RC", occurredAt = now.AddDays(-1).AddHours(-1) })).MustBe(200);
        var last = await FirstDeal.SettledAsync(book);

        var report = (await book.GetAsync("reports/late-facts")).MustBe(200).Json;
        Assert.Equal("P1D", report.Text("threshold"));
        Assert.True(report.Number("position") >= last);
        var partners = report.List("partners");
        Assert.Equal(
            ["SUP 2 5", "CUS 1 1"], partners.Where(p => p.Number("lateCount") > 0)
            .Select(p => $"{p.Text("party")} {p.Number("lateCount")} {Math.Floor(XmlConvert.ToTimeSpan(p.Text("worst")).TotalDays)}"));
        Assert.Equal(["batch/A", "batch/C", "batch/A"], report.List("facts").Select(f => f.Text("stream")));
        Assert.All(report.List("facts"), f => Assert.Equal(
            XmlConvert.ToTimeSpan(f.Text("delay")), f.GetProperty("recordedAt").GetDateTimeOffset() - f.GetProperty("occurredAt").GetDateTimeOffset()));

        // The receipt was told in time, but as earlier than its shipment.
        Assert.Equal(["batch/C", "batch/A"], Streams((await book.GetAsync("reports/late-facts?threshold=P3D")).MustBe(200)));
        Assert.Equal(["batch/A", "batch/B", "batch/C", "batch/A"], Streams((await book.GetAsync("reports/late-facts?threshold=PT2H")).MustBe(200)));
        Assert.Equal(["batch/C"], Streams((await book.GetAsync($"reports/late-facts?effectiveAt={Write(now.AddDays(-3))}")).MustBe(200)));

        var (paged, next) = (new List<string>(), (string?)"");
        while (next is not null)
        {
            var page = (await book.GetAsync($"reports/late-facts?limit=1&after={next}")).MustBe(200);
            paged.AddRange(Streams(page));
            next = page.Json.TextOrNull("next");
        }

        Assert.Equal(["batch/A", "batch/C", "batch/A"], paged);

        Task RegisterAsync(string batch, DateTimeOffset occurredAt) =>
            book.MustPostAsync(
                "batches", new { batch, product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials(batch, 1), occurredAt = Write(occurredAt) });

        static IEnumerable<string> Streams(Reply reply) => reply.Json.List("facts").Select(f => f.Text("stream"));
    }

    [Theory]
    [InlineData("late-facts?threshold=", "threshold")]
    [InlineData("late-facts?threshold=1%20day", "threshold")]
    [InlineData("late-facts?threshold=-PT1H", "threshold")]
    [InlineData("late-facts?threshold=P99999999999Y", "threshold")]
    [InlineData("late-facts?limit=0", "limit")]
    [InlineData("restatement", "until")]
    [InlineData("restatement?until=", "until")]
    [InlineData("restatement?until=2026-04-12", "until")]
    [InlineData("restatement?until=2026-04-12T00:00:00Z&atPosition=1&knownAt=1", "knownAt")]
    [InlineData("restatement?until=2026-04-12T00:00:00Z&atPosition=x", "atPosition")]
    public async Task What_they_are_about_is_said_in_their_own_form(string query, string parameter) =>
        Assert.StartsWith(
            $"{parameter} ", (await (await TestBook.OpenAsync()).GetAsync($"reports/{query}")).MustRefuse(400, "invalid-query").Errors().Single());

    [Fact]
    public async Task A_period_that_has_not_ended_is_not_closed_by_itself()
    {
        var book = await TestBook.OpenAsync();
        (await book.GetAsync("reports/restatement?until=2099-01-01T00:00:00Z")).MustRefuse(409, "position-not-reached");
        (await book.GetAsync("reports/restatement?until=2099-01-01T00:00:00Z&atPosition=0")).MustBe(200);
    }

    private static string Written(JsonElement f) =>
        $"{f.Text("of")} {f.Text("key")} {f.Text("figure")} {f.TextOrNull("before")} {f.TextOrNull("after")} {f.TextOrNull("difference")}";

    private static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
