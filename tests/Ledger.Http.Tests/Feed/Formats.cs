using System.Text.Json;

namespace Ledger.Http.Tests.Feed;

public sealed class Formats
{
    [Theory]
    [InlineData(null, Follower.Json)]
    [InlineData("*/*", Follower.Json)]
    [InlineData("application/*", Follower.Json)]
    [InlineData("application/json; charset=utf-8", Follower.Json)]
    [InlineData("text/html, application/json;q=0.9, */*;q=0.8", Follower.Json)]
    [InlineData("application/cloudevents-batch+json", Follower.Batch)]
    [InlineData("application/json;q=0.5, application/cloudevents-batch+json", Follower.Batch)]
    [InlineData("*/*, application/json;q=0, text/event-stream;q=0", Follower.Batch)]
    [InlineData("text/event-stream", Follower.Stream)]
    [InlineData("text/*", Follower.Stream)]
    [InlineData("text/event-stream, application/json;q=0.1", Follower.Stream)]
    public async Task What_a_caller_accepts_best_it_gets(string? accept, string expected)
    {
        using var response = await (await FollowerAsync()).GetAsync("", accept);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/xml, text/csv")]
    [InlineData("application/json;q=0")]
    [InlineData("nonsense")]
    public async Task What_is_not_written_here_is_not_acceptable(string accept)
    {
        using var response = await (await FollowerAsync()).GetAsync("", accept);
        (await Reply.OfAsync(response)).MustRefuse(406, "not-acceptable");
    }

    [Fact]
    public async Task A_batch_holds_the_events_of_the_page_as_cloudevents()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await book.MustPostAsync(
            "batches",
            new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("S", 2), occurredAt = "2026-03-01T08:00:00+02:00" });
        var follower = await Follower.OfAsync(book);
        var events = await book.EventsAsync();
        var (cloudEvents, _) = await follower.BatchAsync("?limit=200");
        Assert.Equal(events.Count, cloudEvents.Count);
        Assert.All(events.Zip(cloudEvents), pair =>
        {
            var (plain, cloud) = pair;
            Assert.Equal(plain.Text("id"), cloud.Id);
            Assert.Equal($"/books/{book.Code}", cloud.Source!.ToString());
            Assert.Equal(plain.Text("type"), cloud.Type);
            Assert.Equal(plain.Text("stream"), cloud.Subject);
            Assert.Equal(plain.GetProperty("data").GetProperty("occurredAt").GetDateTimeOffset(), cloud.Time);
            Assert.Equal(
                plain.GetProperty("recordedAt").GetDateTimeOffset(),
                DateTimeOffset.Parse((string)cloud["recordedtime"]!, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal("application/json", cloud.DataContentType);
            Assert.Equal(plain.Number("position").ToString("D19", System.Globalization.CultureInfo.InvariantCulture), cloud["sequence"]);
            Assert.Equal($"{plain.Number("version")}", $"{cloud["streamversion"]}");
            Assert.Equal(plain.GetProperty("data").GetRawText(), ((JsonElement)cloud.Data!).GetRawText());
        });
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero), cloudEvents[^1].Time);
        Assert.Equal(cloudEvents.Select(e => (string)e["sequence"]!), cloudEvents.Select(e => (string)e["sequence"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_schema_that_an_event_names_is_served()
    {
        var book = await TestBook.OpenAsync();
        await book.EventsAsync();
        var client = await LedgerHost.ClientAsync();
        var (events, _) = await (await Follower.OfAsync(book)).BatchAsync();
        Assert.NotEmpty(events);
        foreach (var recorded in events)
        {
            using var response = await client.GetAsync(recorded.DataSchema!.AbsolutePath);
            Assert.Equal("application/schema+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(recorded.Type, (await Reply.OfAsync(response)).MustBe(200).Json.Text("title"));
        }

        var names = (await Reply.OfAsync(await client.GetAsync("/schemas"))).MustBe(200).Json.Texts("items");
        Assert.Contains("logistics.batch-shipped.v1", names);
        Assert.DoesNotContain(names, name => name.EndsWith("-notice.v1", StringComparison.Ordinal));
        (await Reply.OfAsync(await client.GetAsync("/schemas/nothing.of-this-kind.v1"))).MustRefuse(404, "unknown-schema");
    }

    [Fact]
    public async Task The_link_to_the_next_page_leads_through_all_of_them()
    {
        var book = await TestBook.OpenAsync();
        var all = await book.EventsAsync();
        var follower = await Follower.OfAsync(book);
        foreach (var limit in new[] { 1, 2, 3, 200 })
        {
            var (plain, cloud) = (new List<string>(), new List<string>());
            for (var query = $"?limit={limit}"; await follower.PageAsync(query) is var (events, next) && events.Count > 0; query = next)
            {
                plain.AddRange(events.Select(e => e.Text("id")));
            }

            for (var query = $"?limit={limit}"; await follower.BatchAsync(query) is var (events, next) && events.Count > 0; query = next)
            {
                cloud.AddRange(events.Select(e => e.Id!));
            }

            Assert.Equal(all.Select(e => e.Text("id")), plain);
            Assert.Equal(plain, cloud);
        }
    }

    [Fact]
    public async Task In_the_sandbox_the_source_is_the_book_as_it_is_addressed()
    {
        var book = await TestBook.OpenAsync();
        var client = await LedgerHost.ClientAsync();
        var follower = new Follower(client, book.Code, new("Bearer", await Keys.IssueAsync(client, book.Code, "SUP", "rehearsal", "test")));
        var deadline = Environment.TickCount64 + 20_000;
        while (true)
        {
            var (events, _) = await follower.BatchAsync();
            Assert.All(events, recorded => Assert.Equal($"/books/{book.Code}", recorded.Source!.ToString()));
            if (events.Count > 0)
            {
                return;
            }

            Assert.True(Environment.TickCount64 < deadline, "The twin is empty.");
            await Task.Delay(100);
        }
    }

    private static async Task<Follower> FollowerAsync() => new(await LedgerHost.ClientAsync(), (await Opened.Value).Code);

    private static readonly Lazy<Task<TestBook>> Opened = new(() => TestBook.OpenAsync());
}
