using System.Text.Json;
using JasperFx;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Ledger.Store;
using Ledger.Store.Health;
using Ledger.Store.Identities;
using Marten.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Door.Commands;

/// <summary>Runs a command's slice until there is one answer to give: again when it lost a race, and never twice to an effect.</summary>
public sealed class CommandRun(
    Idempotency idempotency, DocumentIdentities identities, RecordedCommands recorded, ExceptionProblems faults, CommandAnswers answers, WriteWatch writes)
{
    /// <summary>How often a command is tried when others change the same stream at the same moment. Nothing was recorded when one of them won.</summary>
    public const int AttemptsMax = 16;

    public async Task ExecuteAsync(HttpContext context, CommandInHand command, RequestDelegate slice)
    {
        var outcome = await RunAsync(context, command, slice);
        context.Response.Headers.ContentLength = null;
        await answers.WriteAsync(context, command, outcome);
    }

    private async Task<CommandOutcome> RunAsync(HttpContext context, CommandInHand command, RequestDelegate slice)
    {
        var items = new Dictionary<object, object?>(context.Items);
        for (var attempt = 1; ; attempt++)
        {
            // What an attempt leaves in the request would mislead the next one.
            context.Items = new Dictionary<object, object?>(items);
            try
            {
                // What was answered under the request's key is answered so again, whatever its numbers would mean by now.
                var book = (string)context.Request.RouteValues["book"]!;
                if (await identities.IdentifyAsync(book, command) is { } several && !await idempotency.IsAnsweredAsync(context))
                {
                    return new(Problem.Of(several));
                }

                var outcome = await AttemptAsync(context, slice);
                if (outcome.Problem is null)
                {
                    writes.Worked();
                }

                if (outcome.Problem is not { Status: < 500 } refused || attempt == AttemptsMax)
                {
                    return outcome;
                }

                if (await IsGivenSinceAsync(book, command))
                {
                    continue;
                }

                // A copy of the request may have been recorded while this one was being decided: then it is the copy's answer that counts.
                if (!await idempotency.IsAnsweredAsync(context))
                {
                    return await AsRecordedBeforeAsync(context, command, refused);
                }
            }
            catch (Exception e) when (IsLostRace(e) || (attempt == 1 && IsRefusedByGuard(e)))
            {
                if (attempt == AttemptsMax)
                {
                    return new(Problem.Of(Problems.Contended, "Nothing was recorded. Send the request again."));
                }

                await Task.Delay(Random.Shared.Next(5, 15 * attempt), context.RequestAborted);
            }
            catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
            {
                return await AsRecordedBeforeAsync(context, command, faults.Tell(e, context.Request));
            }
        }
    }

    /// <summary>Another party gave the number while this was being decided: the command is about a document of its own, not about that one.</summary>
    private async Task<bool> IsGivenSinceAsync(string book, CommandInHand command)
    {
        var before = command.Command;
        return command.IsNumberNew && await identities.IdentifyAsync(book, command) is null && !before.Equals(command.Command);
    }

    /// <summary>Who first starts a stream wins too; which of the two exceptions tells so depends on where it shows.</summary>
    private static bool IsLostRace(Exception e) =>
        e is ConcurrencyException or JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException
            or MartenCommandException { InnerException: PostgresException { SqlState: GuardState.MovedOn } };

    /// <summary>Guards come before the streams: what lost a race may show here first. Decided again, it knows better, or is refused for good.</summary>
    private static bool IsRefusedByGuard(Exception e) =>
        e is MartenCommandException { InnerException: PostgresException { SqlState: var state } }
            && state is GuardState.UnitNotThere or GuardState.AlreadyRegistered or GuardState.OverShipment;

    private static async Task<CommandOutcome> AttemptAsync(HttpContext context, RequestDelegate slice)
    {
        var original = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var buffer = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer, original));
        context.Features.Set<Answer>(null);
        context.Request.Body.Position = 0;
        try
        {
            await slice(context);
        }
        finally
        {
            context.Features.Set(original);
        }

        if (HttpHandler.IsDeduplicatedResponseCommitted(context) && context.Features.Get<Answer>() is { } answer)
        {
            return new(answer);
        }

        return context.Response.StatusCode switch
        {
            < 300 =>
                CommandOutcome.Replayed(
                context.Response.StatusCode, JsonSerializer.Deserialize<RecordedAnswer>(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), JsonEdge.Options)!),
            StatusCodes.Status422UnprocessableEntity => new(Problem.Of(Problems.IdempotencyKeyReused, "Nothing was recorded. A new command needs a new key.")),
            var status => throw new InvalidOperationException($"The endpoint answered {status} by itself."),
        };
    }

    /// <summary>A document's number is its own for ever: the same document again is no mistake, and is answered with what it led to.</summary>
    private async Task<CommandOutcome> AsRecordedBeforeAsync(HttpContext context, CommandInHand command, Problem problem) =>
        problem.Status == StatusCodes.Status409Conflict && DocumentNumbers.IsDocument(command.Command)
            && await recorded.FindAsync(
                (string)context.Request.RouteValues["book"]!, command.Streams, command.Causes, command.Caller?.Party, context.RequestAborted) is { } before
            ? CommandOutcome.Recorded(before)
            : new(problem);
}

/// <summary>What running a command came to: a problem, or what is recorded.</summary>
public sealed record CommandOutcome(Problem? Problem, RecordedAnswer? Result, int Status, bool IsReplayed, IReadOnlyDictionary<string, string> Once)
{
    public CommandOutcome(Problem problem)
        : this(problem, null, problem.Status, false, new Dictionary<string, string>())
    {
    }

    public CommandOutcome(Answer answer)
        : this(answer.Problem, answer.Result, answer.Problem?.Status ?? answer.Result!.StatusCode, false, answer.Once)
    {
    }

    public static CommandOutcome Replayed(int status, RecordedAnswer first) => new(null, first, status, true, new Dictionary<string, string>());

    public static CommandOutcome Recorded(RecordedAnswer before) => new(null, before, before.StatusCode, false, new Dictionary<string, string>());
}
