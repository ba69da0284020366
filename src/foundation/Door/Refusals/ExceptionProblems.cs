using Ledger.Kernel;
using Ledger.Store;
using Ledger.Store.Health;
using Marten.Exceptions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Door.Refusals;

/// <summary>What exceptions come out as. Business rules never throw; what arrives here is the store's own refusal, a broken request or a fault.</summary>
public sealed partial class ExceptionProblems(WriteWatch writes, ILogger<ExceptionProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await Tell(exception, context.Request).ExecuteAsync(context);
        return true;
    }

    /// <summary>What the caller is told; the operator's log gets the fault itself.</summary>
    public Problem Tell(Exception exception, HttpRequest request)
    {
        var problem = ProblemOf(exception);
        if (problem.Status >= 500 && exception is not TurnedAway)
        {
            LogFault(exception, request.Method, request.Path);
        }

        if (problem.Code == Problems.Unavailable.Code)
        {
            writes.Failed(exception);
        }

        return problem;
    }

    private static Problem ProblemOf(Exception exception) => exception switch
    {
        TurnedAway turned => turned.Problem,
        BadHttpRequestException { StatusCode: 413 } => Problem.Of(Problems.BodyTooLarge, "Nothing was recorded."),
        BadHttpRequestException { StatusCode: 408 } => Problem.Of(Problems.BodyTooSlow, "Nothing was recorded."),
        OperationCanceledException => Problem.Of(Problems.TookTooLong, "Send it again with the same key."),
        BadHttpRequestException bad => Problem.Of(Problems.MalformedJson, bad.Message) with { Status = bad.StatusCode },
        MartenCommandException { InnerException: PostgresException inner } => ProblemOf(inner),
        PostgresException { SqlState: GuardState.AlreadyRegistered } e =>
            Problem.Of(Problems.AlreadyRegistered, $"{e.MessageText} Leave them out, or correct their serials.", serials: SerialsOf(e)),
        PostgresException { SqlState: GuardState.UnitNotThere } e => Problem.Of(Problems.UnitNotThere, e.MessageText, serials: SerialsOf(e)),
        PostgresException { SqlState: GuardState.OverShipment } e => Problem.Of(Problems.OverShipment, e.MessageText),
        PostgresException { SqlState: GuardState.DocumentUsed } e => Problem.Of(Problems.AlreadyRecorded, e.MessageText),
        PostgresException { SqlState: GuardState.DiffersInCase } e => Problem.Of(Problems.DiffersInCase, e.MessageText),
        PostgresException { SqlState: GuardState.GlobalNumberInUse } e => Problem.Of(Problems.GlobalNumberInUse, e.MessageText),
        _ when Outage.IsIn(exception) => Problem.Of(Problems.Unavailable, "Send it again with the same key in a few seconds."),
        { InnerException: { } cause } => ProblemOf(cause),
        _ => Problem.Of(Problems.Unexpected, "Send it again with the same key; tell the operator if it persists."),
    };

    /// <summary>The guard puts the first offending serials, and nothing else, into DETAIL, one a line, and their count into HINT.</summary>
    private static OffendingSerials? SerialsOf(PostgresException e) =>
        int.TryParse(e.Hint, out var count) ? new OffendingSerials(count, e.Detail?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? []) : null;

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFault(Exception exception, string method, PathString path);
}
