using System.Globalization;
using Ledger.Door.Feed;
using Ledger.Door.Permissions;
using Ledger.Store.Replays;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Explanations;

/// <summary>A figure of a report, and the entries of the journal that it is the sum of.</summary>
/// <param name="Value">What the report says, a decimal text.</param>
/// <param name="Position">Position up to which entries count.</param>
/// <param name="EffectiveAt">Only what had happened by then counts, where that was asked for.</param>
/// <param name="EventsCount">Events that all entries are of, on this page or not.</param>
/// <param name="Entries">A page of them, in the ledger's order.</param>
public sealed record ExplainView(
    string Figure, string Value, long Position, DateTimeOffset? EffectiveAt, long EventsCount, IReadOnlyList<ExplainedEntry> Entries, string? Next);

/// <summary>One movement of units, by which the figure became what it is.</summary>
/// <param name="Units">Units that it adds; negative where it takes away.</param>
/// <param name="Counts">What it adds to the figure: a substitute's units count by their ratio. All of them sum up to the value.</param>
public sealed record ExplainedEntry(
    long Position, int Movement, string Product, string? Line, string From, string To, long Units, string Counts, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, ExplainedEvent Event);

/// <summary>The event that the movement is part of, and how it is proven.</summary>
/// <param name="By">Who recorded it: party and app; absent where the ledger did by itself.</param>
/// <param name="Seal">Its leaf in the book's log, once it is sealed.</param>
/// <param name="Proof">Address of the proof that the leaf is in the log.</param>
public sealed record ExplainedEvent(Guid Id, string Type, string Stream, long Version, string? By, Seal Seal, string Proof);

public static class ExplainReads
{
    /// <summary>
    /// Why a figure is what it is: the entries of the journal that sum up to it, their events, and where each is proven. Of stock: of a product in an account or a condition.
    /// Of progress: of a metric of an agreement's line. Now or as of a moment.
    /// </summary>
    [WolverineGet("/books/{book}/explain", OperationId = "ExplainFigure")]
    [Allows(RoleSets.Readers)]
    [Answers<ExplainView>("figure", "product", "account", "condition", "agreement", "line", "metric", "limit", "after", TakesMoment = true)]
    public static async Task<IResult> Explain(string book, HttpContext context, Visibility visibility, IJournal journal, IAgreements agreements, ISeals seals, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(context.Request);
        (var moment, problem) = problem is null ? await Moments.ReadAsync(context, ct) : (Moment.Now, problem);
        (var asked, problem) = problem is null ? FigureRequest.Read(context.Request) : (null, problem);
        if (problem is not null)
        {
            return problem;
        }

        // Progress is a matter of the agreement, and its terms are not for everybody.
        if (asked!.Agreement is not null && !visibility.ContextsOf(context).Contains("agreements"))
        {
            return Problem.Of(AccessProblems.NotPermitted, "Figures of agreements are not for this role.");
        }

        var reached = await journal.ReachedAsync(ct);
        if (moment.AtPosition > reached)
        {
            return Problem.Of(Problems.PositionNotReached, $"The journal has come to position {reached}.");
        }

        var weights = asked.Agreement is null ? new(new Dictionary<string, decimal>()) : await agreements.WeightsAsync(book, asked.Agreement, asked.Line, moment.AsOf, moment.AtPosition, ct);
        if (weights is null)
        {
            return Problem.Of(Problems.UnknownLine, "No such line of an agreement is recorded in this book, or was by then.");
        }

        var question = asked.QuestionAt(new(moment.AtPosition ?? reached, 0, moment.AsOf));
        var sums = await journal.SumsAsync(book, question, ct);
        var found = await journal.EntriesAsync(book, question, PlaceOf(page.After), page.Limit + 1, ct);
        var leaves = await seals.OfAsync(book, [.. found.Entries.Select(e => e.Position)], ct);
        // The book as its caller addresses it, which a twin's is not called.
        var at = context.Request.PathBase + context.Request.Path.Value![..^"/explain".Length];
        var entries = page.PageOf([.. found.Entries.Select(EntryOf)], e => string.Create(CultureInfo.InvariantCulture, $"{e.Position} {e.Movement}"));
        return Views.Json(new ExplainView(
            asked.Figure, Text(sums.Sum(sum => sum.Value * weights.Of(sum.Key))), question.To, moment.AsOf, found.EventsCount, entries.Items, entries.Next));

        ExplainedEntry EntryOf(JournalEntry e) => new(
            e.Position, e.Movement, e.Product, e.Line, e.From, e.To, e.Units, Text(e.Units * weights.Of(e.Product)), e.OccurredAt, e.RecordedAt,
            new(e.Event, e.Type, e.Stream, e.Version, e.By, leaves[e.Position], $"{at}/events/{e.Event}/proof"));
    }

    private static JournalPlace PlaceOf(string after) =>
        after.Split(' ') is [var position, var movement] && MomentRequest.NumberOf(position) is { } p && MomentRequest.NumberOf(movement) is { } m and <= int.MaxValue ? new(p, (int)m) : JournalPlace.Start;

    private static string Text(decimal quantity) => quantity.ToString("0.############################", CultureInfo.InvariantCulture);
}
