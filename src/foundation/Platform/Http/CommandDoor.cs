using System.Text.Json;
using FluentValidation;
using JasperFx;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ledger.Platform.Http;

/// <summary>
/// What every command passes before its slice runs, whether it came alone or as a line of a bulk request: size, strict JSON, the book, field rules, and time.
/// </summary>
public sealed class CommandDoor(ICatalog catalog, TimeProvider clock)
{
    /// <summary>How often a command is tried when others change the same stream at the same moment. Nothing was recorded when one of them won.</summary>
    private const int AttemptsMax = 16;

    /// <summary>Clocks of partners are not ours; this much ahead is not yet the future.</summary>
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

    public static Type? CommandOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type && type.IsAssignableTo(typeof(ICommand)) ? type : null;

    public async Task PassAsync(HttpContext context, Type commandType, RequestDelegate slice)
    {
        var ct = context.RequestAborted;
        if (context.Request.ContentType is { } type && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            await Problem.Of(Problems.UnsupportedMediaType, "A command is sent as application/json.").ExecuteAsync(context);
            return;
        }

        await using var body = await RequestBody.ReadAsync(context.Request, RequestBody.CommandBytesMax, ct);
        var refusal = body is null
            ? Problem.Of(Problems.BodyTooLarge, $"A command may hold {RequestBody.CommandBytesMax} bytes.")
            : await CheckAsync(context, commandType, body, ct);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        context.Request.Body = body!;
        context.Request.ContentType = "application/json";
        await RunAsync(context, slice);
    }

    private async Task<Problem?> CheckAsync(HttpContext context, Type commandType, MemoryStream body, CancellationToken ct)
    {
        ICommand command;
        try
        {
            command = (ICommand?)JsonSerializer.Deserialize(body, commandType, JsonEdge.Options) ?? throw new JsonException("An object is expected here.");
            ListEntries.RefuseNulls(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (JsonException e)
        {
            return Problem.Of(Problems.MalformedJson, "The body could not be read; nothing was recorded.", JsonPointer.Of(e));
        }

        var code = (string?)context.Request.RouteValues["book"] ?? "";
        var book = Rules.IsBookCode(code) ? await catalog.BookAsync(code, ct) : null;
        if (book is null && !commandType.IsDefined(typeof(OpensBookAttribute), false))
        {
            return Problem.Of(Problems.UnknownBook, "There is no such book. A book is opened with POST /books/{book}/open.");
        }

        if (context.RequestServices.GetService(typeof(IValidator<>).MakeGenericType(commandType)) is IValidator validator)
        {
            var result = await validator.ValidateAsync(new ValidationContext<object>(command), ct);
            if (!result.IsValid)
            {
                return Problem.Of(Problems.InvalidCommand, "Nothing was recorded. See errors for each field.", JsonPointer.Of(result));
            }
        }

        return book is { Rehearsal: false } && command.OccurredAt > clock.GetUtcNow() + ClockSkewMax
            ? Problem.Of(Problems.OccurredInTheFuture, "Only a rehearsal book takes facts that have not happened yet.", [new("/occurredAt", "in-the-future", "Later than now.")])
            : null;
    }

    /// <summary>Runs the slice, again when it lost a race: the next attempt sees what the winner did and decides on that.</summary>
    private static async Task RunAsync(HttpContext context, RequestDelegate slice)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                context.Request.Body.Position = 0;
                await slice(context);
                return;
            }
            catch (Exception e) when (IsLostRace(e) && !context.Response.HasStarted)
            {
                if (attempt == AttemptsMax)
                {
                    await Problem.Of(Problems.Contended, "Nothing was recorded; send it again.").ExecuteAsync(context);
                    return;
                }

                await Task.Delay(Random.Shared.Next(5, 15 * attempt), context.RequestAborted);
            }
        }
    }

    private static bool IsLostRace(Exception e) => e is ConcurrencyException or JasperFx.Events.ExistingStreamIdCollisionException;
}

/// <summary>Marks the one command that a book need not exist for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpensBookAttribute : Attribute;
