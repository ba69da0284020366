using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Client.Tests;

/// <summary>What happens to a request instead of, or around, its being recorded.</summary>
public enum Play
{
    Record,
    CutBefore,
    CutAfter,
    Hold,
    Away,
    Busy,
    Fault,
    Gateway,
    Garbage,
    Refuse,
    NotYet,
    WhoAreYou,
}

/// <summary>A ledger on a real socket that records each key once, as the real one does, and fails as a script tells it to.</summary>
public sealed class ScriptedLedger : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Play> _script = [];
    private readonly ConcurrentDictionary<string, (string Body, int Position)> _recorded = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    private ScriptedLedger(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Each request: key and body, in the order in which they came.</summary>
    public ConcurrentQueue<(string Key, string Body)> Seen { get; } = [];

    public ConcurrentQueue<string> Bearers { get; } = [];

    /// <summary>When they came, by a clock that nobody sets.</summary>
    public ConcurrentQueue<long> Times { get; } = [];

    public int Effects => _recorded.Count;

    /// <summary>Comes true when a request is held that has been recorded.</summary>
    public Task Holding => _held.Task;

    /// <summary>Answers a GET below the book, by its path and query.</summary>
    public Func<HttpContext, Task> Read { get; set; } = context => Task.FromResult(context.Response.StatusCode = 404);

    public static async Task<ScriptedLedger> StartAsync(params Play[] script)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var ledger = new ScriptedLedger(app);
        Array.ForEach(script, ledger._script.Enqueue);
        app.MapPost("/books/deal/commands", ledger.BulkAsync);
        app.MapPost("/books/deal/{**path}", ledger.PostAsync);
        app.MapGet("/books/deal/{**path}", context => ledger.Read(context));
        await app.StartAsync();
        return ledger;
    }

    public LedgerClient Client(Func<LedgerClientOptions, LedgerClientOptions>? change = null) => new((change ?? (o => o))(new LedgerClientOptions
    {
        Url = Url,
        Book = "deal",
        Retry = new()
        {
            Deadline = TimeSpan.FromSeconds(10),
            AttemptTimeout = TimeSpan.FromSeconds(2),
            FirstPause = TimeSpan.FromMilliseconds(5),
            LongestPause = TimeSpan.FromMilliseconds(50)
        },
    }));

    public void Then(params Play[] script) => Array.ForEach(script, _script.Enqueue);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task PostAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var (key, body) = ((string)http.Request.Headers["Idempotency-Key"]!, await reader.ReadToEndAsync());
        Seen.Enqueue((key, body));
        Bearers.Enqueue((string?)http.Request.Headers.Authorization ?? "");
        Times.Enqueue(TimeProvider.System.GetTimestamp());
        var (status, text, replayed) = Next(http, key, body) is var play && play == Play.Record ? Record(key, body) : Fail(http, play, key, body);
        if (status == 0)
        {
            await (play == Play.Hold ? Task.Delay(Timeout.Infinite, http.RequestAborted) : Task.CompletedTask);
            http.Abort();
            return;
        }

        http.Response.StatusCode = status;
        if (replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
        }

        await http.Response.WriteAsync(text);
    }

    /// <summary>Takes a step of the script for each line; what cuts a request leaves the answers before it.</summary>
    private async Task BulkAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        for (var number = 1; await reader.ReadLineAsync() is { } line; number++)
        {
            using var json = JsonDocument.Parse(line);
            var (type, key) = (json.RootElement.GetProperty("type").GetString()!, json.RootElement.GetProperty("key").GetString()!);
            var body = "{" + line[(line.IndexOf(key, StringComparison.Ordinal) + key.Length + 2)..];
            Seen.Enqueue((key, body));
            var play = Next(http, key, body);
            var (status, text, replayed) = play == Play.Record ? Record(key, body) : Fail(http, play, key, body);
            if (status == 0)
            {
                // What is on its way when a connection is reset is lost with it; here the answers before the cut arrive.
                await Task.Delay(200);
                http.Abort();
                return;
            }

            var what = status < 300 ? "answer" : "problem";
            await http.Response.WriteAsync(
                $"{{\"line\":{number},\"type\":\"{type}\",\"status\":{status},\"{what}\":{text}{(replayed ? ",\"replayed\":true" : "")}}}\n");
            await http.Response.Body.FlushAsync();
        }
    }

    private Play Next(HttpContext http, string key, string body) => _script.TryDequeue(out var play) ? play : Play.Record;

    private (int Status, string Text, bool Replayed) Record(string key, string body)
    {
        var isNew = _recorded.TryAdd(key, (body, Interlocked.Increment(ref _position)));
        var (first, position) = _recorded[key];
        return first == body
            ? (201, $$"""{"stream":"batch/B-1","version":2,"events":["""
                + $$"""{"id":"018f0000-0000-7000-8000-000000000001","type":"logistics.shipment-voided.v1"}],"position":{{position}}}""", !isNew)
            : (422, Problem("idempotency-key-reused", 422, "no"), false);
    }

    private (int Status, string Text, bool Replayed) Fail(HttpContext http, Play play, string key, string body)
    {
        switch (play)
        {
            case Play.CutAfter or Play.Hold:
                _ = Record(key, body);
                _ = play == Play.Hold && _held.TrySetResult();
                return (0, "", false);
            case Play.Away or Play.Busy:
                http.Response.Headers.RetryAfter = "1";
                return play == Play.Away ? (503, Problem("unavailable", 503, "same-key"), false) : (429, Problem("too-many-requests", 429, "yes"), false);
            case Play.Fault:
                _ = Record(key, body);
                return (500, Problem("unexpected", 500, "same-key"), false);
            case Play.Gateway:
                return (502, "<html>Bad gateway</html>", false);
            case Play.Garbage:
                _ = Record(key, body);
                return (200, "{\"stre", false);
            case Play.Refuse:
                return (409, Problem("already-shipped", 409, "no"), false);
            case Play.NotYet:
                return (409, Problem("order-not-confirmed", 409, "yes"), false);
            case Play.WhoAreYou:
                return (401, Problem("not-authenticated", 401, "no"), false);
            default:
                return (0, "", false);
        }
    }

    private static string Problem(string code, int status, string retryable) =>
        new StringBuilder(
            $"{{\"type\":\"/problems/{code}\",\"title\":\"T\",\"status\":{status},\"detail\":\"D\",\"code\":\"{code}\",\"retryable\":\"{retryable}\"}}")
            .ToString();
}
