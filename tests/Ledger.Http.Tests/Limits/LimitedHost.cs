using System.Net;
using Ledger.Contracts;
using Ledger.Door.Feed;
using Ledger.Door.Limits;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Http.Tests.Limits;

/// <summary>
/// The limits as the ledger assembles them, around addresses that answer when the test says so. Who sends, and from where, is what two headers say;
/// an app is of one party and book unless it says <c>book/party/app</c>.
/// </summary>
internal sealed class LimitedHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _release = new();
    private int _working;

    private LimitedHost(WebApplication app) => _app = app;

    /// <summary>An app whose key is not valid.</summary>
    public const string Wrong = "wrong";

    /// <summary>Requests that have got in.</summary>
    public int Working => Volatile.Read(ref _working);

    public IServiceProvider Services => _app.Services;

    public static async Task<LimitedHost> StartAsync(Action<IServiceCollection>? configure = null, params (string Name, int Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"{LimitSettings.Section}:{s.Name}", (string?)$"{s.Value}")));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLedgerLimits();
        configure?.Invoke(builder.Services);
        var host = new LimitedHost(builder.Build());
        await host.RunAsync();
        return host;
    }

    private Task RunAsync()
    {
        _app.Use((HttpContext context, RequestDelegate next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers["From"] is [{ } from] ? from : "192.0.2.1");
            return next(context);
        });
        _app.UseRouting();
        _app.UseHostLimits();
        _app.Use((HttpContext context, RequestDelegate next) =>
        {
            if (context.Request.Headers["App"] is [{ } app] && app != Wrong)
            {
                var who = app.Split('/');
                var (book, party) = who is [var inBook, var ofParty, _] ? (inBook, ofParty) : ("b", "SUP");
                context.Features.Set(new Caller(party, who[^1], "key", book, false, Scopes.All, Roles.Supplier));
                return next(context);
            }

            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/books") ? 401 : 200;
            return context.Response.StatusCode == 401 ? Task.CompletedTask : next(context);
        });
        _app.UseAppLimits();
        _app.MapGet("/quick", () => "done");
        _app.MapPost("/quick", () => "done");
        _app.MapGet("/books/b", () => "done");
        _app.MapPost("/body", ReadAsync);
        _app.MapGet("/slow", WorkAsync);
        _app.MapGet("/begun", BeginAsync);
        _app.MapGet("/stream", WorkAsync).WithMetadata(new OffersStreamAttribute());
        _app.MapGet("/health", () => "done").DisableRateLimiting();
        return _app.StartAsync();
    }

    public async Task<Reply> GetAsync(string path, string? app = null, string? from = null, string? accept = null) =>
        (await SendAsync(path, app, from, accept)).Reply;

    public async Task<(Reply Reply, HttpResponseMessage Response)> SendAsync(string path, string? app = null, string? from = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in new[] { ("App", app), ("Authorization", app is null ? null : "Bearer " + app), ("From", from), ("Accept", accept) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        var response = await _app.GetTestClient().SendAsync(request);
        return (await Reply.OfAsync(response), response);
    }

    /// <summary>Posts half a body, and the rest when it is time; from an address without a key, or by an app.</summary>
    public async Task<Reply> PostSlowlyAsync(string sender, Task time)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/body") { Content = new Slow(time) };
        request.Headers.TryAddWithoutValidation(IPAddress.TryParse(sender, out _) ? "From" : "App", sender);
        return await Reply.OfAsync(await _app.GetTestClient().SendAsync(request));
    }

    public HttpClient Client => _app.GetTestClient();

    /// <summary>Starts requests that stay until they are released, and waits until they are in.</summary>
    public async Task<List<Task<Reply>>> OccupyAsync(int count, Func<int, Task<Reply>> send)
    {
        var before = Working;
        var held = Enumerable.Range(0, count).Select(send).ToList();
        while (Working < before + count)
        {
            Assert.DoesNotContain(held, task => task.IsCompleted);
            await Task.Delay(5);
        }

        return held;
    }

    public void Release() => _release.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }

    private static async Task ReadAsync(HttpContext context)
    {
        try
        {
            await RequestBody.ReadAsync(context.Request, RequestBody.CommandBytesMax, context.RequestAborted);
        }
        catch (TurnedAway turned)
        {
            await turned.Problem.ExecuteAsync(context);
        }
    }

    private async Task BeginAsync(HttpContext context)
    {
        await context.Response.WriteAsync("begun");
        await context.Response.Body.FlushAsync();
        await WorkAsync(context);
    }

    private async Task WorkAsync(HttpContext context)
    {
        Interlocked.Increment(ref _working);
        try
        {
            await _release.Task.WaitAsync(context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _working);
        }
    }

    private sealed class Slow(Task time) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{"u8.ToArray());
            await stream.FlushAsync();
            await time;
            await stream.WriteAsync("}"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length) => (length = 0) > 0;
    }
}
