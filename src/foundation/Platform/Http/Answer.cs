using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Http;

/// <summary>
/// The answer to a command. It is written after the commit, so a 2xx always means that the events are on disk.
/// </summary>
public sealed class Answer : IResult
{
    private readonly Problem? _problem;
    private readonly RecordedAnswer? _recorded;
    private Func<HttpContext, Task<OrderOutcome?>>? _outcome;

    private Answer(Problem? problem, RecordedAnswer? recorded) => (_problem, _recorded) = (problem, recorded);

    public static Answer Refused(Refusal refusal) => new(Problem.Of(refusal), null);

    public static Answer Refused(ProblemCode code, string detail, IReadOnlyList<string>? serials = null) => Refused(new Refusal(code, detail, serials));

    public static Answer Recorded(string stream, long version, IReadOnlyList<RecordedEvent> events) => new(null, new RecordedAnswer(stream, version, events));

    /// <summary>Asks, after the commit and before the answer is written, what has become of an order meanwhile.</summary>
    public Answer WaitingFor(Func<HttpContext, Task<OrderOutcome?>> outcome)
    {
        _outcome = outcome;
        return this;
    }

    public async Task ExecuteAsync(HttpContext context)
    {
        if (_recorded is null)
        {
            await _problem!.ExecuteAsync(context);
            return;
        }

        var recorded = _outcome is null ? _recorded : _recorded with { Order = await _outcome(context) };
        context.Response.StatusCode = recorded.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        context.Response.Headers.ETag = ETag.Of(recorded.Version);
        await context.Response.WriteAsJsonAsync(recorded, JsonEdge.Options, context.RequestAborted);
    }
}

/// <summary>What a command recorded: where, the stream's version afterwards, and the events.</summary>
/// <param name="Order">Only on orders, when the caller asked to wait: what became of the draw on the commitment.</param>
public sealed record RecordedAnswer(string Stream, long Version, IReadOnlyList<RecordedEvent> Events, OrderOutcome? Order = null)
{
    internal bool IsNew => Version == Events.Count;
}

public sealed record RecordedEvent(Guid Id, string Type);

/// <param name="Status"><c>placed</c> (not decided within the time), <c>confirmed</c> or <c>refused</c>.</param>
/// <param name="Reason">Problem code of the refusal.</param>
public sealed record OrderOutcome(string Status, string? Reason, string? Detail);

public static class ETag
{
    public static string Of(long version) => $"\"v{version}\"";
}
