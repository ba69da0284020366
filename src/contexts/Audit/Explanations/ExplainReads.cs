using System.Globalization;
using Ledger.Door.Feed;
using Ledger.Door.Permissions;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Explanations;

/// <summary>A figure of a report, and the journal entries that it sums.</summary>
/// <param name="Value">The figure as reported, a decimal or fraction in a string.</param>
/// <param name="Position">Position up to which entries count.</param>
/// <param name="EffectiveAt">If given, only facts that had happened by then count.</param>
/// <param name="EventsCount">The number of events behind all entries, on this page or not.</param>
/// <param name="Entries">A page of them, in the ledger's order.</param>
public sealed record ExplainView(
    string Figure, string Value, long Position, DateTimeOffset? EffectiveAt, long EventsCount, IReadOnlyList<ExplainedEntry> Entries, string? Next);

/// <summary>One movement of units that contributes to the figure.</summary>
/// <param name="Units">The units that it adds; negative when it removes units.</param>
/// <param name="Counts">Its contribution to the figure, with substitutes counted by their ratio. All contributions add up to the value.</param>
public sealed record ExplainedEntry(
    long Position, int Movement, string Product, string? Line, string From, string To, long Units, string Counts, DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt, ExplainedEvent Event);

/// <summary>The event that the movement belongs to, and its proof.</summary>
/// <param name="By">The party and app that recorded it; absent when the ledger itself did.</param>
/// <param name="Seal">Its leaf in the book's log, once it is sealed.</param>
/// <param name="Proof">Address of the proof that the leaf is in the log.</param>
public sealed record ExplainedEvent(Guid Id, string Type, string Stream, long Version, string? By, Seal Seal, string Proof);

public static class ExplainReads
{
    /// <summary>
    /// Explains a figure: returns the journal entries that add up to it, with their events and proofs. A stock figure is for a product in an account or a
    /// condition; a progress figure is for a metric of an agreement line. Now or as of a moment.
    /// </summary>
    [WolverineGet("/books/{book}/explain", OperationId = "ExplainFigure")]
    [Allows(RoleSets.Readers)]
    [Answers<ExplainView>(InPages = true, TakesMoment = true)]
    [Query<string>("figure", "The kind of figure: stock or progress.")]
    [Query<string>("product", "Only this product.")]
    [Query<string>("account", "Only this account, place/condition.")]
    [Query<string>("condition", "Only this condition.")]
    [Query<string>("agreement", "For progress: the agreement.")]
    [Query<int>("line", "Of progress: the agreement line.")]
    [Query<string>("metric", $"Of progress: {Metric.Shipped}, {Metric.Received}, {Metric.Accepted}, {Metric.Installed} or {Metric.Commissioned}.")]
    public static async Task<IResult> Explain(
        string book, HttpContext context, Visibility visibility, IJournal journal, IAgreements agreements, ISeals seals, CancellationToken ct)
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
            return Problem.Of(AccessProblems.NotPermitted, "The caller's roles may not read agreement figures.");
        }

        var reached = await journal.ReachedAsync(ct);
        if (moment.AtPosition > reached)
        {
            return Problem.Of(Problems.PositionNotReached, $"The journal has only reached position {reached}.");
        }

        var weights = asked.Agreement is null
            ? new(new Dictionary<string, Fraction>())
            : await agreements.WeightsAsync(book, asked.Agreement, asked.Line, moment.AsOf, moment.AtPosition, ct);
        if (weights is null)
        {
            return Problem.Of(Problems.UnknownLine, "This agreement line does not exist in this book, or did not exist at that moment.");
        }

        var question = asked.QuestionAt(new(moment.AtPosition ?? reached, 0, moment.AsOf));
        var sums = await journal.SumsAsync(book, question, ct);
        var found = await journal.EntriesAsync(book, question, PlaceOf(page.After), page.Limit + 1, ct);
        var leaves = await seals.OfAsync(book, [.. found.Entries.Select(e => e.Position)], ct);
        // The book as its caller addresses it, which a twin's is not called.
        var at = context.Request.PathBase + context.Request.Path.Value![..^"/explain".Length];
        var entries = page.PageOf([.. found.Entries.Select(EntryOf)], e => string.Create(CultureInfo.InvariantCulture, $"{e.Position} {e.Movement}"));
        var value = Fraction.Sum(sums.Select(sum => sum.Value * weights.Of(sum.Key)));
        return Views.Json(new ExplainView(
            asked.Figure, value.ToString(), question.To, moment.AsOf, found.EventsCount, entries.Items, entries.Next));

        ExplainedEntry EntryOf(JournalEntry e) => new(
            e.Position, e.Movement, e.Product, e.Line, e.From, e.To, e.Units, (e.Units * weights.Of(e.Product)).ToString(), e.OccurredAt, e.RecordedAt,
            new(e.Event, e.Type, e.Stream, e.Version, e.By, leaves[e.Position], $"{at}/events/{e.Event}/proof"));
    }

    private static JournalPlace PlaceOf(string after) =>
        after.Split(' ') is [var position, var movement] && MomentRequest.NumberOf(position) is { } p
            && MomentRequest.NumberOf(movement) is { } m and <= int.MaxValue
            ? new(p, (int)m)
            : JournalPlace.Start;
}
