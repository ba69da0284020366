using Ledger.Agreements.Agreements;
using Ledger.Agreements.Milestones;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Progress;

/// <summary>How far an agreement's lines and milestones are: now, as of an effective time, at a position of the ledger, or both.</summary>
public static class ReadProgress
{
    /// <summary>How far an agreement's lines and milestones are: now, as of an effective time, at a position of the ledger, or both.</summary>
    [WolverineGet("/books/{book}/agreements/{agreement}/progress", OperationId = "ReadProgress")]
    [Allows(RoleSets.Commercial)]
    [Answers<ProgressView>(TakesMoment = true)]
    public static async Task<IResult> Get(string book, string agreement, HttpContext context, IQuerySession session, ILineProgress progress, CancellationToken ct)
    {
        var (moment, problem) = await Moments.ReadAsync(context, ct);
        if (problem is not null)
        {
            return problem;
        }

        if (await AtAsync(session, agreement, moment, ct) is not { } state)
        {
            return Problem.Of(AgreementProblems.UnknownAgreement, "No such agreement is recorded in this book, or it was not signed by then.");
        }

        var counted = await progress.OfAgreementAsync(book, agreement, moment.AsOf, moment.AtPosition, ct);
        if (moment.AtPosition > counted.Position)
        {
            return Problem.Of(Problems.PositionNotReached, $"The journal has come to position {counted.Position}.");
        }

        return Views.Json(new ProgressView(
            agreement, counted.Position, moment.AsOf, [.. state.Lines.OrderBy(l => l.Line).Select(l => LineFigures.Of(l, agreement, counted.Balances))], state.Milestones));
    }

    /// <summary>As it is now there is a document of it; thousands of draws need not be folded.</summary>
    private static async Task<Agreement?> AtAsync(IQuerySession session, string agreement, Moment moment, CancellationToken ct) => moment.IsNow
        ? await session.LoadAsync<Agreement>(Agreement.KeyOf(agreement), ct)
        : await session.FoldAsync<Agreement>(Agreement.KeyOf(agreement), moment, ct);
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
