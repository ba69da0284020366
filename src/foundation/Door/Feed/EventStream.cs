using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Ledger.Door.Feed;

/// <summary>
/// The feed as server-sent events: all there is, then each event moments after it is committed. A slow reader is waited for, with no more than one page of
/// events in memory and no connection to the database held.
/// </summary>
internal sealed class EventStream(string book, string[] contexts, long after, FeedReader reader, PositionWatch watch, TimeProvider clock) : IResult
{
    private long _cursor = after;
    private long _lastWrite = clock.GetTimestamp();

    /// <summary>Ends when the reader goes, its key does, the host stops or the database does; the reader comes back with the last id it saw.</summary>
    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.ContentType = FeedFormats.EventStream;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept";
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var (body, writer) = (context.Response.BodyWriter, new CloudEventWriter(context));
        try
        {
            await SayAsync(body, "retry: 1000\n\n", end.Token);
            for (var positions = await watch.ReadAsync(end.Token); ; positions = await watch.NextAsync(end.Token))
            {
                while (_cursor < positions.HighWaterMark)
                {
                    await WritePageAsync(body, writer, positions.HighWaterMark, end.Token);
                }

                if (clock.GetElapsedTime(_lastWrite) >= FeedLimits.Heartbeat)
                {
                    // The id without an event moves on where the reader resumes, past what it does not see.
                    await SayAsync(body, $": nothing new\nid: {_cursor}\n\n", end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // Half an event is no event to its reader, who comes back with the last id it saw, and not at the same moment as all others.
            await SayAsync(body, $"\n\n: the host is being stopped\nretry: {Random.Shared.Next(1_000, 4_000)}\n\n", context.RequestAborted);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
        catch (NpgsqlException)
        {
            // The database's health says so; the reader's next attempt finds it back or gets a problem.
        }
    }

    private async Task WritePageAsync(PipeWriter body, CloudEventWriter writer, long highWaterMark, CancellationToken ct)
    {
        var page = await reader.ReadAsync(book, contexts, _cursor, highWaterMark, FeedLimits.StreamEventsMax, FeedLimits.StreamBytesMax, ct);
        foreach (var recorded in page.Events)
        {
            body.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {recorded.Position}\nevent: {recorded.Type}\ndata: ")));
            await using (var json = new Utf8JsonWriter(body, CloudEventWriter.Options))
            {
                writer.Write(json, recorded);
            }

            await SayAsync(body, "\n\n", ct);
        }

        _cursor = page.Next;
    }

    private async Task SayAsync(PipeWriter body, string text, CancellationToken ct)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        _lastWrite = clock.GetTimestamp();
    }
}
