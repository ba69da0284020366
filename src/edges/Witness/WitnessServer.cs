using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Witness;

/// <summary>A witness behind HTTP (C2SP tlog-witness). Nobody needs to identify himself: only what a known log has signed changes anything.</summary>
public sealed class WitnessServer : IAsyncDisposable
{
    /// <summary>A proof and a note, of which neither is larger by its format.</summary>
    private const int BodyBytesMax = 96 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;

    private WitnessServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="report">Gets every answer: its status, and what was signed or why nothing was.</param>
    public static async Task<WitnessServer> StartAsync(WitnessRule rule, Uri listen, Action<int, string> report)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(listen.ToString());
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyBytesMax;
            server.Limits.MaxConcurrentConnections = 100;
            server.Limits.RequestHeadersTimeout = Patience;
        });
        var app = builder.Build();
        app.MapPost("/add-checkpoint", context => AddAsync(context, rule, report));
        app.MapGet("/{origin:length(64)}/checkpoint", (HttpContext context, string origin) => LastAsync(context, rule, origin));
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Requests that are being answered are answered first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task AddAsync(HttpContext context, WitnessRule rule, Action<int, string> report)
    {
        WitnessAnswer answer;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            patience.CancelAfter(Patience);
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, patience.Token);
            answer = rule.Add(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (BadHttpRequestException e)
        {
            answer = new(e.StatusCode, $"A request has at most {BodyBytesMax} bytes.\n");
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            answer = new((int)HttpStatusCode.RequestTimeout, "The request did not arrive in time.\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The directory is full, gone or broken: nothing was signed, and the owner must look.
            answer = new((int)HttpStatusCode.InternalServerError, "The witness cannot use its state; nothing was signed.\n");
            report(answer.Status, e.Message);
        }

        report(answer.Status, answer.Body.TrimEnd());
        await WriteAsync(context, answer);
    }

    private static Task LastAsync(HttpContext context, WitnessRule rule, string origin)
    {
        var note = origin.All(char.IsAsciiHexDigitLower) ? rule.Last(origin) : null;
        return WriteAsync(context, note is null ? new(404, "No head of this log was signed here.\n") : new(200, note.ToString()));
    }

    private static Task WriteAsync(HttpContext context, WitnessAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        return context.Response.WriteAsync(answer.Body);
    }
}
