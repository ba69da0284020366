using System.Diagnostics;
using System.Text.Json;
using Ledger.Contracts;
using Ledger.Kernel;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Feed;

public sealed class Who_sees_what(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Roles.Supplier, "agreements deployment logistics ordering")]
    [InlineData(Roles.Customer, "agreements deployment logistics ordering")]
    [InlineData(Roles.Integrator, "deployment logistics")]
    [InlineData(Roles.Carrier, "logistics")]
    [InlineData(Roles.Auditor, "access agreements deployment logistics ordering")]
    [InlineData(Roles.Operator, "access agreements deployment logistics ordering")]
    public async Task A_caller_sees_the_events_that_its_role_has_a_right_to_and_goes_on_past_the_others(Roles role, string contexts)
    {
        var book = await Played.Value;
        var follower = new Follower(await LedgerHost.ClientAsync(), book.Code, await book.AuthorizationAsync(role));
        // A right may have been given, and a key issued, by another case meanwhile; so all are asked up to one position.
        var end = (await book.EventsAsync())[^1].Number("position");
        var (pages, batches) = (new List<JsonElement>(), new List<string>());
        var (query, after) = ("?limit=2", 0L);
        while (after < end)
        {
            var (events, next) = await follower.PageAsync(query);
            pages.AddRange(events);
            batches.AddRange((await follower.BatchAsync(query)).Events.Select(e => e.Id!));
            (query, after) = (next, long.Parse(next.Split("after=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(contexts, string.Join(' ', pages.Select(e => e.Text("type").Split('.')[0]).Distinct().Order(StringComparer.Ordinal)));
        Assert.Equal(pages.Select(e => e.Text("id")), batches);
        var expected = (await book.EventsAsync()).Where(e => contexts.Contains(e.Text("type").Split('.')[0])).Select(e => e.Text("id"));
        Assert.Equal(expected, pages.Where(Recorded.IsTheBooks).Select(e => e.Text("id")));

        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var streamed = await follower.FollowAsync(ct: enough.Token).Take(pages.Count).Select(item => JsonElement.Parse(item.Data).Text("id"))
            .ToListAsync(enough.Token);
        Assert.Equal(pages.Select(e => e.Text("id")), streamed);
    }

    [Fact]
    public async Task A_stream_ends_within_five_seconds_of_its_key()
    {
        var book = await TestBook.OpenAsync();
        var client = await LedgerHost.ClientAsync();
        var key = await Keys.IssueAsync(client, book.Code, "AUD", "stream");
        using var response = await new Follower(client, book.Code, new("Bearer", key)).GetAsync("", Follower.Stream);
        Assert.Equal(200, (int)response.StatusCode);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.NotNull(await body.ReadLineAsync());

        (await book.PostAsync("keys/revoke", new { key = key.Split('_')[2], reason = "lost" })).MustBe(200);
        var watch = Stopwatch.StartNew();
        await body.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        output.WriteLine($"Ended after {watch.ElapsedMilliseconds} ms.");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static readonly Lazy<Task<TestBook>> Played = new(async () =>
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(5);
        await book.ShipAsync("B-1", 2);
        await book.PlanRackAsync("R-1", 1);
        foreach (var role in new[] { Roles.Supplier, Roles.Customer, Roles.Integrator, Roles.Carrier, Roles.Auditor })
        {
            await book.AuthorizationAsync(role);
        }

        return book;
    });
}
