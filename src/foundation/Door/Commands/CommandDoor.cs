using System.Text.Json;
using FluentValidation;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Commands;

/// <summary>
/// What every command passes before its slice runs, whether it came alone or as a line of a bulk request: idempotency key, size, strict JSON, the book, field
/// rules, and time.
/// </summary>
public sealed class CommandDoor(ICatalog catalog, CommandRun run, Blinding blinding, TimeProvider clock)
{
    /// <summary>Clocks of partners are not ours; this much ahead is not yet the future.</summary>
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

    public static Type? CommandOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type && type.IsAssignableTo(typeof(ICommand)) ? type : null;

    public async Task PassAsync(HttpContext context, Type commandType, RequestDelegate slice)
    {
        if (commandType.IsDefined(typeof(NotInTwinAttribute), false) && context.Request.RouteValues["book"] is string twin)
        {
            context.Request.RouteValues["book"] = Twin.BookOf(twin);
        }

        var (command, problem) = await AdmitAsync(context, commandType, context.RequestAborted);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        await run.ExecuteAsync(context, command!, slice);
    }

    private async Task<(CommandInHand? Command, Problem? Problem)> AdmitAsync(HttpContext context, Type commandType, CancellationToken ct)
    {
        if (!RequestBody.IsOf(context.Request, "application/json"))
        {
            return (null, Problem.Of(Problems.UnsupportedMediaType, "Send a command as application/json."));
        }

        var (ifMatch, unreadable) = Preconditions.IfMatch(context.Request);
        if ((Idempotency.Check(context.Request) ?? unreadable) is { } header)
        {
            return (null, header);
        }

        var body = await RequestBody.ReadAsync(context.Request, RequestBody.CommandBytesMax, ct);
        if (body is null)
        {
            return (null, Problem.Of(Problems.BodyTooLarge, $"A command may hold {RequestBody.CommandBytesMax} bytes."));
        }

        context.Response.RegisterForDispose(body);
        var (command, problem) = await ReadAsync(context, commandType, body, ct);
        context.Request.Body = body;
        context.Request.ContentType = "application/json";
        // The answer to a command has one form (RFC 9110, 12.1: what is accepted is a wish), and its slice is not to refuse another after its work is done.
        context.Request.Headers.Accept = "application/json";
        if (problem is null)
        {
            blinding.Blind(context.Request, command!, body);
        }

        if (problem is not null)
        {
            return (null, problem);
        }

        var inHand = context.RequestServices.GetRequiredService<CommandInHand>();
        inHand.Take(command!, Caller.Of(context), ifMatch, ct);
        return (inHand, null);
    }

    private async Task<(ICommand? Command, Problem? Problem)> ReadAsync(HttpContext context, Type commandType, MemoryStream body, CancellationToken ct)
    {
        ICommand command;
        try
        {
            command = (ICommand?)JsonSerializer.Deserialize(body, commandType, JsonEdge.Options) ?? throw new JsonException("Must be a JSON object.");
            ListEntries.RefuseNulls(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (JsonException e)
        {
            return (null, Problem.Of(Problems.MalformedJson, "The body is not valid JSON for this command. Nothing was recorded.", JsonPointer.Of(e)));
        }

        return (command, await CheckAsync(context, command, ct) ?? AddressedIds.Check(context, command));
    }

    private async Task<Problem?> CheckAsync(HttpContext context, ICommand command, CancellationToken ct)
    {
        var commandType = command.GetType();
        var code = (string?)context.Request.RouteValues["book"] ?? "";
        var book = Rules.IsBookCode(code) || Twin.Is(code) ? await catalog.BookAsync(code, ct) : null;
        // The store cannot even be asked about a code with a NUL in it, so no book can be opened there either.
        var mayBeOpened = commandType.IsDefined(typeof(OpensBookAttribute), false) && !code.Contains('\0', StringComparison.Ordinal);
        if (book is null && !mayBeOpened && !OperatorRoom.Is(code))
        {
            return BookGate.Unknown();
        }

        if (context.RequestServices.GetService(typeof(IValidator<>).MakeGenericType(commandType)) is IValidator validator)
        {
            var result = await validator.ValidateAsync(new ValidationContext<object>(command), ct);
            if (!result.IsValid)
            {
                return Problem.Of(Problems.InvalidCommand, "Nothing was recorded. See errors for each field.", JsonPointer.Of(result));
            }
        }

        if (book?.LateDaysMax is { } days && command.OccurredAt < clock.GetUtcNow().AddDays(-days))
        {
            return Problem.Of(
                Problems.ToldTooLate, $"This book accepts facts of the last {days} days. Nothing was recorded.",
                [new("/occurredAt", "too-late", $"Must not be more than {days} days ago.")]);
        }

        return book is not { Rehearsal: true } && command.OccurredAt > clock.GetUtcNow() + ClockSkewMax
            ? Problem.Of(
                Problems.OccurredInTheFuture, "Only a rehearsal book accepts facts dated in the future.",
                [new("/occurredAt", "in-the-future", "Must not be later than now.")])
            : null;
    }
}

/// <summary>Marks the one command that a book need not exist for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpensBookAttribute : Attribute;
