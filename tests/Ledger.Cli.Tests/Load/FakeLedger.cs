using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Tests.Load;

/// <summary>A bulk endpoint on a real socket that answers as a test tells it to. It remembers every line that it has seen.</summary>
internal sealed class FakeLedger : IAsyncDisposable
{
    public const string Accepted = """{"stream":"x","version":1,"events":[]}""";
    private readonly WebApplication _app;

    private readonly HashSet<string> _answered = [];

    private FakeLedger(WebApplication app) => _app = app;

    /// <summary>The numbers of the lines (<c>{"type":"T","n":7}</c>) in the order in which they were answered.</summary>
    public ConcurrentQueue<int> Seen { get; } = [];

    /// <summary>What to answer to line n on its k-th arrival: a code of a refusal, or null to accept it.</summary>
    public Func<int, int, (string Code, string Retryable)?> Answer { get; set; } = (_, _) => null;

    /// <summary>Runs before each line; throwing cuts the connection.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>A status for the whole of a request, by its number from one; 0 lets it through.</summary>
    public Func<int, int> Whole { get; set; } = _ => 0;

    /// <summary>The key that each line came with, and who sent the line.</summary>
    public ConcurrentQueue<(int Line, string Key, string Bearer)> Keys { get; } = [];

    /// <summary>What a caller may post, by its key; a ledger without any asks nobody who he is.</summary>
    public Dictionary<string, string> Callers { get; } = [];

    public string? FirstEvent { get; set; } = "e1";

    public int Requests { get; private set; }

    public Uri Url => new(_app.Urls.First());

    public static async Task<FakeLedger> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var ledger = new FakeLedger(app);
        app.MapPost("/books/{book}/commands", ledger.Bulk);
        app.MapGet("/books/{book}/events", () => ledger.FirstEvent is { } id
            ? Results.Text($$"""{"events":[{"id":"{{id}}"}]}""", "application/json")
            : Results.Text("""{"code":"unknown-book","status":404}""", "application/problem+json", statusCode: 404));
        app.MapGet("/books/{book}/me", ledger.Me);
        await app.StartAsync();
        return ledger;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Bulk(HttpContext http)
    {
        if (Whole(++Requests) is > 0 and var status)
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(
                $$"""{"code":"told-to","status":{{status}},"detail":"by the test","retryable":"{{(status == 503 ? "yes" : "no")}}"}""");
            return;
        }

        Assert.Equal("wait=15", http.Request.Headers["Prefer"]);
        Assert.Equal("application/x-ndjson", http.Request.ContentType);
        using var body = new StreamReader(http.Request.Body);
        http.Response.ContentType = "application/x-ndjson";
        for (var line = 1; await body.ReadLineAsync() is { } text; line++)
        {
            using var json = JsonDocument.Parse(text);
            var n = json.RootElement.GetProperty("n").GetInt32();
            try
            {
                await Before(n);
            }
            catch (IOException)
            {
                http.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
                return;
            }

            Seen.Enqueue(n);
            var key = json.RootElement.EnumerateObject().ElementAt(1);
            Assert.Equal("key", key.Name);
            var isNew = _answered.Add(key.Value.GetString()!);
            Keys.Enqueue((n, key.Value.GetString()!, Bearer(http)));
            await http.Response.WriteAsync(Line(line, Answer(n, Seen.Count(seen => seen == n)), isNew) + "\n");
            await http.Response.Body.FlushAsync();
        }
    }

    private IResult Me(HttpContext http) => Callers.TryGetValue(Bearer(http), out var commands)
        ? Results.Text(
            $$"""{"party":"{{Bearer(http).ToUpperInvariant()}}","app":"a","book":"demo","mode":"live","roles":["supplier"],"scopes":"""
            + $$"""["read","write"],"commands":[{{commands}}],"reads":[]}""", "application/json")
        : Results.Text("""{"code":"not-authenticated","status":401,"title":"t","detail":"d","retryable":"no"}""", "application/problem+json", statusCode: 401);

    private static string Bearer(HttpContext http) => http.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    private static string Line(int line, (string Code, string Retryable)? refusal, bool isNew) => refusal switch
    {
        null => $$"""{"line":{{line}},"type":"T","status":200,"answer":{{Accepted}}{{(isNew ? "" : ",\"replayed\":true")}}}""",
        ("order-refused", var reason) =>
            $$$$"""{"line":{{{{line}}}},"type":"T","status":201,"answer":{"stream":"x","version":1,"events":[],"order":"""
            + $$$$"""{"status":"refused","reason":"{{{{reason}}}}"}}}""",
        ("fault", var retryable) =>
            $$$"""{"line":{{{line}}},"type":"T","status":500,"problem":{"code":"unexpected","status":500,"retryable":"{{{retryable}}}"}}""",
        (var code, var retryable) =>
            $$$"""{"line":{{{line}}},"type":"T","status":409,"problem":{"code":"{{{code}}}","status":409,"retryable":"{{{retryable}}}"}}""",
    };
}
