using System.Globalization;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Milestones;
using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Progress;

/// <summary>How far an agreement's lines and milestones are: now, as of an effective time, at a position of the ledger, or both.</summary>
public static class ReadProgress
{
    [WolverineGet("/books/{book}/agreements/{agreement}/progress")]
    public static async Task<IResult> Get(string book, string agreement, HttpRequest request, IQuerySession session, ILineProgress progress, CancellationToken ct)
    {
        if (Moment.Read(request) is not { } moment)
        {
            return Problem.Of(Problems.InvalidQuery, "asOf is a time with an offset, as 2026-10-01T00:00:00Z; atPosition is a position of the ledger.");
        }

        var events = await session.Events.FetchStreamAsync(Agreement.KeyOf(agreement), token: ct);
        var state = Replay.Of(events.Where(e => moment.Includes(e.Sequence, ((IFact)e.Data).OccurredAt)).Select(e => e.Data));
        if (state is null)
        {
            return Problem.Of(AgreementProblems.UnknownAgreement, events.Count == 0 ? "Nothing is recorded under this id in this book." : "The agreement was not signed by then.");
        }

        var counted = await progress.OfAgreementAsync(book, agreement, moment.AsOf, moment.AtPosition, ct);
        return Views.Json(new ProgressView(
            agreement, counted.Position, moment.AsOf, [.. state.Lines.OrderBy(l => l.Line).Select(l => LineOf(l, agreement, counted.Balances))], state.Milestones));
    }

    private static LineProgressView LineOf(AgreementLine line, string agreement, IReadOnlyList<LineBalance> balances)
    {
        var own = balances.Where(b => b.Line == AgreementLineKey.Of(agreement, line.Line)).ToList();
        return new LineProgressView(
            line.Line, line.Product, line.Family, line.Committed, line.Drawn, Sum(Metric.Shipped), Sum(Metric.Received), Sum(Metric.Accepted), Sum(Metric.Installed), Sum(Metric.Commissioned));

        decimal Sum(string metric) => Decimals.Plain(own.Where(b => Metric.ConditionsOf(metric).Contains(b.Condition)).Sum(b => b.QuantityUnits * line.WeightOf(b.Product)));
    }
}

/// <param name="Position">Position up to which units are counted.</param>
/// <param name="Milestones">As they were judged by that moment.</param>
public sealed record ProgressView(string Agreement, long Position, DateTimeOffset? AsOf, IReadOnlyList<LineProgressView> Lines, IReadOnlyList<Milestone> Milestones);

/// <summary>All quantities are committed units: a substitute counts for its ratio, so that they compare.</summary>
public sealed record LineProgressView(
    int Line,
    string? Product,
    string? Family,
    long Committed,
    decimal Ordered,
    decimal Shipped,
    decimal Received,
    decimal Accepted,
    decimal Installed,
    decimal Commissioned);

/// <summary>The moment that a read is about; with neither limit it is now.</summary>
internal sealed record Moment(DateTimeOffset? AsOf, long? AtPosition)
{
    public static Moment? Read(HttpRequest request)
    {
        DateTimeOffset? asOf = null;
        long? atPosition = null;
        if (request.Query.TryGetValue("asOf", out var time))
        {
            if (time is not [{ } text] || !TryTime(text, out var parsed))
            {
                return null;
            }

            asOf = parsed;
        }

        if (request.Query.TryGetValue("atPosition", out var position))
        {
            if (position is not [{ } text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return null;
            }

            atPosition = parsed;
        }

        return new Moment(asOf, atPosition);
    }

    public bool Includes(long position, DateTimeOffset occurredAt) => (AsOf is null || occurredAt <= AsOf) && (AtPosition is null || position <= AtPosition);

    /// <summary>A time without an offset would mean another moment on another machine, so it is refused.</summary>
    private static bool TryTime(string text, out DateTimeOffset time)
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
        var isRead = DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        time = time.ToUniversalTime();
        return isRead && time.Year is >= 2000 and < 2100 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T'));
    }
}
