using Ledger.Audit.Replays;
using Ledger.Door.Feed;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wolverine.Http;

namespace Ledger.Audit.Reports;

/// <summary>A period's figures as they were known when it was closed, and as they are known now.</summary>
/// <param name="Until">The end of the period in effective time; nothing that happened later is in either figure.</param>
/// <param name="ClosedAt">Position that was known at the close.</param>
/// <param name="ClosedAtSize">The same as a log size, when the close was given as one.</param>
/// <param name="Position">Position that is known now.</param>
/// <param name="LateCount">Events of the period that were recorded after its close: they cause the differences.</param>
/// <param name="Types">The number of events by type.</param>
/// <param name="Figures">A page of the figures: stock by product and condition, and agreements with their lines and milestones. before is the figure at the
/// close, after is the figure now.</param>
public sealed record RestatementView(
    DateTimeOffset Until, long ClosedAt, long? ClosedAtSize, long Position, long LateCount, IReadOnlyList<TypeCount> Types,
    IReadOnlyList<ReplayedFigure> Figures, string? Next);

public static class RestatementReport
{
    /// <summary>
    /// Compares what is known today about a period with what was known at its close. The close is the end of the period unless another moment is given.
    /// </summary>
    [WolverineGet("/books/{book}/reports/restatement", OperationId = "ReportRestatement")]
    [Allows(RoleSets.Commercial)]
    [Answers<RestatementView>(InPages = true)]
    [Query<DateTimeOffset>("until", "The end of the period, in effective time.")]
    [Query<long>("atPosition", MomentRequest.PositionMeans)]
    [Query<string>("knownAt", MomentRequest.KnownMeans)]
    public static async Task<IResult> Report(string book, HttpContext context, Visibility visibility, Replayer replayer, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(context.Request);
        (var asked, problem) = problem is null ? MomentRequest.Read(context.Request) : (new(), problem);
        if (problem is not null)
        {
            return problem;
        }

        if (context.Request.Query["until"] is not [{ } text] || MomentRequest.TimeOf(text) is not { } until)
        {
            return MomentRequest.Invalid("until", "Must be the end of the period, a time from 2000 on such as 2026-04-01T00:00:00Z.");
        }

        var isGiven = asked is not { Position: null, KnownSize: null, KnownTime: null };
        (var close, problem) = await Moments.OfAsync(asked with { EffectiveAt = until, KnownTime = isGiven ? asked.KnownTime : until }, context, ct);
        var now = context.Features.GetRequiredFeature<Positions>().Views;
        if (problem is null && close.AtPosition > now)
        {
            problem = Problem.Of(Problems.PositionNotReached, $"The views have only reached position {now}.");
        }

        if (problem is not null)
        {
            return problem;
        }

        var (span, contexts) = (new ReplaySpan(close.AtPosition, now, until, IsWhole: true), visibility.ContextsOf(context));
        var (_, types) = await replayer.EventsAsync(book, span, contexts, ct);
        var (figures, next) = await replayer.FiguresAsync(Replayer.OfPeriod, book, span, contexts, page, ct);
        return Views.Json(new RestatementView(until, close.AtPosition!.Value, close.Head?.Size, now, types.Sum(t => t.EventsCount), types, figures, next));
    }
}
