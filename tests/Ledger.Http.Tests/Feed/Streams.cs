using System.Diagnostics;
using System.Text.Json;
using Ledger.Door.Feed;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Feed;

/// <summary>The feed as server-sent events.</summary>
public sealed class Streams(ITestOutputHelper output)
{
    [Fact]
    public async Task A_stream_tells_what_was_and_goes_on_with_what_happens()
    {
        var book = await TestBook.OpenAsync();
        var before = await book.EventsAsync();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = (await Follower.OfAsync(book)).FollowAsync(ct: end.Token).GetAsyncEnumerator(end.Token);
        foreach (var expected in before)
        {
            Assert.True(await stream.MoveNextAsync());
            Assert.Equal((expected.Number("position"), expected.Text("type")), (Follower.PositionOf(stream.Current), stream.Current.EventType));
            Assert.Equal(expected.Text("id"), JsonElement.Parse(stream.Current.Data).Text("id"));
        }

        for (var i = 1; i <= 5; i++)
        {
            await book.RegisterAsync($"B-{i}", book.Serials($"B{i}", 1));
            var watch = Stopwatch.StartNew();
            Assert.True(await stream.MoveNextAsync());
            output.WriteLine($"{watch.ElapsedMilliseconds} ms after the command was answered.");
            Assert.Equal("logistics.batch-registered.v1", stream.Current.EventType);
            Assert.Equal($"batch/B-{i}", JsonElement.Parse(stream.Current.Data).Text("subject"));
        }
    }

    [Fact]
    public async Task A_reader_that_comes_back_goes_on_after_the_last_event_it_saw()
    {
        var book = await TestBook.OpenAsync();
        var all = (await book.EventsAsync()).ConvertAll(e => e.Number("position"));
        var follower = await Follower.OfAsync(book);
        for (var seen = 0; seen < all.Count; seen++)
        {
            Assert.Equal(all[seen..], await TakeAsync(follower, $"?after={(seen == 0 ? 0 : all[seen - 1])}", null, all.Count - seen));
            Assert.Equal(all[seen..], await TakeAsync(follower, "?after=0", seen == 0 ? "0" : $"{all[seen - 1]}", all.Count - seen));
        }
    }

    [Theory]
    [InlineData("?after=x", null)]
    [InlineData("?after=-1", null)]
    [InlineData("", "x")]
    [InlineData("", "-1")]
    [InlineData("", "9223372036854775808")]
    public async Task A_place_that_is_none_is_refused(string query, string? lastEventId)
    {
        var book = await TestBook.OpenAsync();
        using var response = await (await Follower.OfAsync(book)).GetAsync(query, Follower.Stream, lastEventId);
        (await Reply.OfAsync(response)).MustRefuse(400, "invalid-query");
    }

    [Fact]
    public async Task A_silent_stream_says_from_time_to_time_that_it_is_there()
    {
        var book = await TestBook.OpenAsync();
        var last = (await book.EventsAsync())[^1].Number("position");
        using var response = await (await Follower.OfAsync(book)).GetAsync($"?after={last}", Follower.Stream);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.StartsWith("retry: ", await body.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await body.ReadLineAsync());
        Assert.StartsWith(": ", await body.ReadLineAsync().WaitAsync(FeedLimits.Heartbeat * 2), StringComparison.Ordinal);
        Assert.True(long.Parse((await body.ReadLineAsync())!["id: ".Length..], System.Globalization.CultureInfo.InvariantCulture) >= last);
    }

    [Fact]
    public async Task A_host_that_stops_ends_its_streams()
    {
        var own = new OwnHost();
        await own.InitializeAsync();
        var book = await own.BookAsync();
        using var response = await (await Follower.OfAsync(book, own.Client)).GetAsync("", Follower.Stream);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.NotNull(await body.ReadLineAsync());

        var watch = Stopwatch.StartNew();
        var stopping = own.Services.GetService(typeof(IHostApplicationLifetime)) as IHostApplicationLifetime;
        stopping!.StopApplication();
        await body.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        output.WriteLine($"Ended after {watch.ElapsedMilliseconds} ms.");
        await own.DisposeAsync();
    }

    private static async Task<List<long>> TakeAsync(Follower follower, string query, string? lastEventId, int count)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await follower.FollowAsync(query, lastEventId, end.Token).Take(count).Select(Follower.PositionOf).ToListAsync(end.Token);
    }
}
