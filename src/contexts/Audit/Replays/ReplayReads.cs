using Ledger.Door.Feed;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wolverine.Http;

namespace Ledger.Audit.Replays;

/// <summary>The book at a position, or the changes between two positions, limited to what the caller may see.</summary>
/// <param name="From">The earlier position, where one was asked for.</param>
/// <param name="RecordedAt">When the last event up to <paramref name="To"/> was recorded.</param>
/// <param name="EventsCount">Events that were recorded up to <paramref name="To"/>, or since <paramref name="From"/>.</param>
/// <param name="Types">The number of events by type.</param>
/// <param name="Figures">A page of the figures, or of those that changed.</param>
public sealed record ReplayView(
    long? From, long To, DateTimeOffset? EffectiveAt, DateTimeOffset? RecordedAt, long EventsCount, IReadOnlyList<TypeCount> Types,
    IReadOnlyList<ReplayedFigure> Figures, string? Next);

public sealed record TypeCount(string Type, long EventsCount);

public static class ReplayReads
{
    /// <summary>Returns the book as known at a position; or, with from, what changed between two positions and the events that changed it.</summary>
    [WolverineGet("/books/{book}/replay", OperationId = "ReplayBook")]
    [Allows(RoleSets.Readers)]
    [Answers<ReplayView>(InPages = true)]
    [Query<long>("from", "The earlier position in the ledger's order.")]
    [Query<long>("to", "The later position; the newest when absent.")]
    [Query<DateTimeOffset>("effectiveAt", MomentRequest.EffectiveMeans)]
    public static async Task<IResult> Replay(string book, HttpContext context, Visibility visibility, Replayer replayer, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        (var span, problem) = SpanRequest.Read(context.Request, context.Features.GetRequiredFeature<Positions>().Views);
        if (problem is not null)
        {
            return problem;
        }

        var contexts = visibility.ContextsOf(context);
        var (recordedAt, types) = await replayer.EventsAsync(book, span, contexts, ct);
        var (figures, next) = await replayer.FiguresAsync(Replayer.OfReplay, book, span, contexts, page, ct);
        return Views.Json(new ReplayView(span.From, span.To, span.EffectiveAt, recordedAt, types.Sum(t => t.EventsCount), types, figures, next));
    }
}
