using Ledger.Client.Feed;
using Microsoft.AspNetCore.Http;

namespace Ledger.Client.Tests;

public sealed class Following_the_feed : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-cursor-").FullName;
    private readonly List<long> _handled = [];
    private readonly List<string> _asked = [];

    private string CursorPath => Path.Combine(_directory, "position");

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task A_stream_that_breaks_is_begun_again_where_it_broke_and_nothing_comes_twice()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = context => StreamAsync(context, 7, cutEvery: 3);

        await FollowAsync(ledger, until: 7);

        Assert.Equal(Enumerable.Range(1, 7).Select(n => (long)n), _handled);
        Assert.Equal("7\n", await File.ReadAllTextAsync(CursorPath));
        Assert.Equal(["?after=0", "?after=3", "?after=6"], _asked);
    }

    [Fact]
    public async Task Where_there_is_no_stream_pages_do()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = PageAsync;

        await FollowAsync(ledger, until: 5);

        Assert.Equal([1, 2, 3, 4, 5], _handled);
        Assert.Equal("5\n", await File.ReadAllTextAsync(CursorPath));
    }

    [Fact]
    public async Task A_handler_that_fails_ends_it_and_the_event_comes_again()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = context => StreamAsync(context, 5, cutEvery: 100);
        using var client = ledger.Client();

        await Assert.ThrowsAsync<IOException>(() => client.Feed.FollowAsync(
            new FileCursor(CursorPath), (e, _) => e.Position == 3 ? throw new IOException("the handler's own disk") : Task.CompletedTask));

        Assert.Equal("2\n", await File.ReadAllTextAsync(CursorPath));
        await FollowAsync(ledger, until: 5);
        Assert.Equal([3, 4, 5], _handled);
    }

    [Fact]
    public async Task A_caller_who_may_not_read_it_is_told()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("""{"code":"not-permitted","status":403,"retryable":"no","title":"t","detail":"d"}""");
        };
        using var client = ledger.Client();

        var refused = await Assert.ThrowsAsync<LedgerRefusedException>(() => client.Feed.FollowAsync(new InMemoryCursor(), (_, _) => Task.CompletedTask));
        Assert.Equal("not-permitted", refused.Problem.Code);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_given_up_and_begun_again()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = async context =>
        {
            await StreamAsync(context, _asked.Count < 1 ? 2 : 4, cutEvery: 100, end: false);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };

        await FollowAsync(ledger, until: 4, new() { SilenceMax = TimeSpan.FromMilliseconds(300) });

        Assert.Equal([1, 2, 3, 4], _handled);
    }

    [Fact]
    public async Task A_cursor_that_holds_something_else_is_not_the_beginning()
    {
        await File.WriteAllTextAsync(CursorPath, "12");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await new FileCursor(CursorPath).ReadAsync(default));
        await File.WriteAllTextAsync(CursorPath, "");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await new FileCursor(CursorPath).ReadAsync(default));
    }

    [Fact]
    public async Task What_there_is_can_be_read_to_its_end()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = PageAsync;
        using var client = ledger.Client();

        Assert.Equal([3, 4, 5], await client.Feed.ReadAsync(2).Select(e => e.Position).ToListAsync());
    }

    private async Task FollowAsync(ScriptedLedger ledger, long until, FollowOptions? options = null)
    {
        using var client = ledger.Client();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Feed.FollowAsync(
            new FileCursor(CursorPath),
            async (e, _) =>
            {
                _handled.Add(e.Position);
                if (e.Position == until)
                {
                    await stop.CancelAsync();
                }
            },
            options,
            stop.Token));
        Assert.Equal(until, _handled[^1]);
    }

    /// <summary>Events up to the last, as the ledger's stream writes them; cut in the middle of what follows every so many.</summary>
    private async Task StreamAsync(HttpContext context, int last, int cutEvery, bool end = true)
    {
        _asked.Add(context.Request.QueryString.Value!);
        var after = int.Parse(context.Request.Query["after"]!, System.Globalization.CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("retry: 1000\n\n");
        for (var n = after + 1; n <= last; n++)
        {
            await context.Response.WriteAsync($"id: {n}\nevent: a.b.v1\ndata: {CloudEvent(n)}\n\n");
            await context.Response.Body.FlushAsync();
            if ((n - after) % cutEvery == 0)
            {
                await context.Response.WriteAsync($"id: {n + 1}\nevent: a.b.v1\ndata: {{\"speci");
                await context.Response.Body.FlushAsync();
                await Task.Delay(200);
                context.Abort();
                return;
            }
        }

        await (end ? Task.CompletedTask : context.Response.WriteAsync($": nothing new\nid: {last}\n\n"));
    }

    private static Task PageAsync(HttpContext context)
    {
        if (context.Request.Headers.Accept != "application/json")
        {
            context.Response.StatusCode = 406;
            return Task.CompletedTask;
        }

        var after = int.Parse(context.Request.Query["after"]!, System.Globalization.CultureInfo.InvariantCulture);
        var events = Enumerable.Range(after + 1, Math.Min(2, 5 - after)).Select(n =>
            $$$"""{"position":{{{n}}},"id":"{{{Guid.Empty}}}","type":"a.b.v1","stream":"x/1","version":1,"recordedAt":"2026-01-01T00:00:00Z","data":{}}""")
                .ToList();
        return context.Response.WriteAsync($$"""{"events":[{{string.Join(',', events)}}],"next":{{after + events.Count}}}""");
    }

    private static string CloudEvent(int n) =>
        $$$"""{"specversion":"1.0","id":"{{{Guid.Empty}}}","source":"/books/deal","type":"a.b.v1","subject":"x/1","time":"2026-01-01T00:00:00Z","""
        + $$$""" "datacontenttype":"application/json","dataschema":"s","sequence":"{{{n:D19}}}","recordedtime":"2026-01-01T00:00:00Z","""
        + $$$""" "streamversion":1,"data":{"n":{{{n}}}}}""";
}
