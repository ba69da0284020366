using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Ledger.Contracts;
using Ledger.Door.Commands;
using Ledger.Door.Permissions;
using Ledger.Door.Places;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ledger.Door.Bulk;

/// <summary>
/// JSON lines of commands in, JSON lines of answers out, in order. A line is the very request that its command would be alone: it passes the same door and runs
/// the same endpoint, so a refused line stops nothing else. Only one line is in memory at a time, and only a line that runs takes a place of the host.
/// </summary>
public sealed class BulkEndpoint(
    CommandDoor door, CommandEndpoints commands, Rights rights, ExceptionProblems faults, TimeProvider clock, IHostApplicationLifetime host,
    ILinePlaces places, IWaitingRoom open)
{
    public const int BodyBytesMax = 64 * 1024 * 1024;
    public const int LinesMax = 10_000;
    public const string ContentType = "application/x-ndjson";
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>
    /// Takes commands as JSON lines, each with its type as the first member and its idempotency key, <c>key</c>, as the second, and answers each with a line.
    /// </summary>
    [Allows(RoleSets.Senders, Operation = Rights.Bulk)]
    public static Task PostAsync(HttpContext context, BulkEndpoint bulk) => bulk.RunAsync(context);

    private async Task RunAsync(HttpContext context)
    {
        if (!RequestBody.IsOf(context.Request, ContentType))
        {
            await Problem.Of(Problems.UnsupportedMediaType, $"Send a bulk request as {ContentType}.").ExecuteAsync(context);
            return;
        }

        if (context.Request.ContentLength > BodyBytesMax)
        {
            await Problem.Of(Problems.BodyTooLarge, $"A bulk request can have at most {BodyBytesMax} bytes. Split the file.").ExecuteAsync(context);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // Counted here instead, so that a body that grows too long ends in an answer and not in a broken connection.
            limit.MaxRequestBodySize = null;
        }

        // From here on it waits for its sender, or for the turn of a line.
        Place.Of(context)?.GiveBack();
        var (opened, refused) = open.Enter(context);
        using (opened)
        {
            await (refused?.ExecuteAsync(context) ?? AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = ContentType;
        var reader = PipeReader.Create(context.Request.Body, new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 16 * 1024));
        var (measure, admission) = (new BulkMeasure(clock), Admission.Of(context)!);
        while (true)
        {
            if (await ReadAsync(reader, measure.Left, admission.Ended, context.RequestAborted) is not { } read)
            {
                await WriteAsync(context, BulkLine.Of(measure.Lines + 1, null, EndOf(admission) ?? BulkMeasure.TooSlow));
                return;
            }

            var buffer = read.Buffer;
            while (TakeLine(ref buffer, read.IsCompleted, out var line))
            {
                if ((measure.Take(line.Length) ?? EndOf(admission)) is { } end)
                {
                    await WriteAsync(context, BulkLine.Of(measure.Lines, null, end));
                    return;
                }

                if (!IsBlank(line))
                {
                    await WriteAsync(context, await LineAsync(context, measure.Lines, line.ToArray()));
                }
            }

            if (buffer.Length > RequestBody.CommandBytesMax)
            {
                await WriteAsync(
                    context, BulkLine.Of(measure.Lines + 1, null, Problem.Of(Problems.LineTooLong, "This line and all that follow were not read.")));
                return;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>Why no further line is taken, whatever the lines are.</summary>
    private Problem? EndOf(Admission admission) =>
        admission.Refused is { } refused ? BulkMeasure.Ended(refused) : host.ApplicationStopping.IsCancellationRequested ? BulkMeasure.Stopping : null;

    /// <returns>Null when nothing came in time, the caller is not let in any more, or the host stops.</returns>
    private async Task<ReadResult?> ReadAsync(PipeReader reader, TimeSpan patience, CancellationToken ended, CancellationToken gone)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token, ended, host.ApplicationStopping);
        try
        {
            return await reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<BulkLine> LineAsync(HttpContext bulk, int number, byte[] line)
    {
        string? type = null;
        try
        {
            (type, var key, var body) = BulkLineRequest.Read(line);
            if (type is null || commands.Find(type) is not { } endpoint)
            {
                return BulkLine.Of(
                    number, type,
                    Problem.Of(
                        Problems.UnknownCommand, "Each line must be a command with its type as the first member.",
                        [new("/type", "unknown", "This command does not exist.")]));
            }

            using var place = await places.TakeForLineAsync(bulk.RequestAborted);
            if (place is null)
            {
                return BulkLine.Of(number, type, TurnedAway.Overloaded);
            }

            await using var scope = bulk.RequestServices.CreateAsyncScope();
            using var answer = new MemoryStream();
            using var time = CancellationTokenSource.CreateLinkedTokenSource(bulk.RequestAborted);
            time.CancelAfter(TimeSpan.FromSeconds(AnswerTime.SecondsMax));
            var context = LineContext(bulk, scope.ServiceProvider, endpoint, key, body, answer);
            context.RequestAborted = time.Token;
            if (rights.Judge(context, type) is { } refusal)
            {
                return BulkLine.Of(number, type, refusal);
            }

            context.Features.Set(place);
            await door.PassAsync(context, CommandDoor.CommandOf(endpoint)!, endpoint.RequestDelegate!);
            return BulkLine.Of(number, type, context.Response, answer);
        }
        catch (JsonException e)
        {
            return BulkLine.Of(
                number, type, Problem.Of(Problems.MalformedJson, "The line is not valid JSON for this command. Nothing was recorded.", JsonPointer.Of(e)));
        }
        catch (Exception e) when (!bulk.RequestAborted.IsCancellationRequested)
        {
            return BulkLine.Of(number, type, faults.Tell(e, bulk.Request));
        }
    }

    private static DefaultHttpContext LineContext(HttpContext bulk, IServiceProvider services, RouteEndpoint endpoint, string? key, byte[] body, Stream answer)
    {
        var context = new DefaultHttpContext { RequestServices = services, User = bulk.User };
        context.SetEndpoint(endpoint);
        context.Request.Method = HttpMethods.Post;
        // The address that the command has alone, so that it may be sent again either way.
        // It is unescaped already; a mere text would be unescaped once more.
        context.Request.Path =
            new PathString(
                "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
                .Replace("{book}", Twin.BookOf((string)bulk.Request.RouteValues["book"]!), StringComparison.Ordinal));
        context.Request.RouteValues["book"] = bulk.Request.RouteValues["book"];
        AddressedIds.Address(context, endpoint, body);
        context.Features.Set(Caller.Of(bulk));
        context.Features.Set(Admission.Of(bulk));
        if (key is not null)
        {
            context.Request.Headers[Idempotency.Header] = key;
        }

        context.Request.Headers["Prefer"] = bulk.Request.Headers["Prefer"];
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body, writable: false);
        context.Response.Body = answer;
        return context;
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> buffer, bool isCompleted, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = isCompleted ? buffer : default;
        if (isCompleted)
        {
            buffer = buffer.Slice(buffer.End);
        }

        return !line.IsEmpty;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task WriteAsync(HttpContext context, BulkLine line)
    {
        await JsonSerializer.SerializeAsync(context.Response.Body, line, JsonEdge.Options, context.RequestAborted);
        await context.Response.Body.WriteAsync(NewLine, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
