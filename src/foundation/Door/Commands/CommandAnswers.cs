using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contracts.Ports;
using Ledger.Door.Places;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Commands;

/// <summary>Writes the answer to a command, with what only shows after the commit: the position, and what has become of an order.</summary>
public sealed class CommandAnswers(RecordedCommands recorded, ISeals seals)
{
    public async Task WriteAsync(HttpContext context, CommandInHand command, CommandOutcome outcome)
    {
        if (outcome.Problem is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        var result =
            await SealedAsync(
                context, await CompleteAsync(context, command, outcome.Result!), isNew: !outcome.IsReplayed && outcome.Result!.AlreadyRecorded is not true);
        context.Response.StatusCode = outcome.Status;
        context.Response.Headers.ETag = Preconditions.ETag(result.Version);
        if (outcome.IsReplayed)
        {
            context.Response.Headers[Idempotency.ReplayedHeader] = "true";
        }

        await context.Response.WriteAsJsonAsync(Body(result, outcome.Once), JsonEdge.Options, context.RequestAborted);
    }

    private async Task<RecordedAnswer> CompleteAsync(HttpContext context, CommandInHand command, RecordedAnswer result)
    {
        var ct = context.RequestAborted;
        result = result with { Position = result.Position ?? PositionOf(command) ?? await recorded.PositionAsync(result.Events, ct) };
        return Prefer.WaitOf(context.Request) is { } patience && context.RequestServices.GetKeyedService<IOutcome>(command.Command.GetType()) is { } outcome
            ? result with
            {
                Order = await WaitAsync(
                    context, ended => outcome.WaitAsync((string)context.Request.RouteValues["book"]!, command.Command, patience, ended)),
            }
            : result;
    }

    /// <summary>What is recorded stands, so a wait that outlasts its caller's key only leaves out what was waited for.</summary>
    private static async Task<T?> WaitAsync<T>(HttpContext context, Func<CancellationToken, Task<T>> wait)
        where T : class
    {
        // The work is done; what is waited for is others' work, and it needs the places.
        Place.Of(context)?.GiveBack();
        var ended = Admission.Of(context)?.Ended ?? CancellationToken.None;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ended);
        try
        {
            return await wait(either.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What was recorded this moment is not asked about, unless the caller wants to wait; what was recorded before is told as it is now.</summary>
    private async Task<RecordedAnswer> SealedAsync(HttpContext context, RecordedAnswer result, bool isNew)
    {
        if (result.Position is not { } position)
        {
            return result;
        }

        var (book, ct) = ((string)context.Request.RouteValues["book"]!, context.RequestAborted);
        var seal = Prefer.SealOf(context.Request) is { } wanted
            && await WaitAsync(context, ended => seals.WaitAsync(book, position, wanted, Prefer.SealPatienceOf(context.Request), ended)) is { } reached
            ? reached
            : isNew ? new Seal(SealStatus.Recorded)
            : (await seals.OfAsync(book, [position], ct))[position];
        return result with { Seal = seal };
    }

    private static long? PositionOf(CommandInHand command) => command.Events is [.., { Sequence: > 0 } last] ? last.Sequence : null;

    private static object Body(RecordedAnswer result, IReadOnlyDictionary<string, string> once)
    {
        if (once.Count == 0)
        {
            return result;
        }

        var body = JsonSerializer.SerializeToNode(result, JsonEdge.Options)!.AsObject();
        foreach (var (name, value) in once)
        {
            body[name] = JsonValue.Create(value);
        }

        return body;
    }
}
