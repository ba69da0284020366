using Ledger.Agreements.Agreements;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Progress;

/// <summary>Returns the progress of an agreement's lines and milestones: now, as of an effective time, at a ledger position, or both.</summary>
public static class ReadProgress
{
    /// <summary>Returns the progress of an agreement's lines and milestones: now, as of an effective time, at a ledger position, or both.</summary>
    [WolverineGet("/books/{book}/agreements/{agreement}/progress", OperationId = "ReadProgress")]
    [Allows(RoleSets.Commercial)]
    [Answers<ProgressView>(TakesMoment = true)]
    public static async Task<IResult> Get(
        string book, string agreement, HttpContext context, IQuerySession session, ILineProgress progress, ICatalog catalog, CancellationToken ct)
    {
        var (moment, problem) = await Moments.ReadAsync(context, ct);
        if (problem is not null)
        {
            return problem;
        }

        if (await AtAsync(session, agreement, moment, ct) is not { } state)
        {
            return Problem.Of(AgreementProblems.UnknownAgreement, "This agreement does not exist in this book, or was not signed at that moment.");
        }

        var counted = await progress.OfAgreementAsync(book, agreement, moment.AsOf, moment.AtPosition, ct);
        if (moment.AtPosition > counted.Position)
        {
            return Problem.Of(Problems.PositionNotReached, $"The journal has only reached position {counted.Position}.");
        }

        var products = await catalog.ProductsAsync(book, [.. state.Lines.Select(l => l.Product).OfType<string>().Distinct()], ct);
        state.Milestones.ForEach(milestone => milestone.Count = MilestoneCount.Of(milestone, state, counted.Balances, products));
        return Views.Json(new ProgressView(
            agreement, counted.Position, moment.AsOf, [.. state.Lines.OrderBy(l => l.Line).Select(l => LineFigures.Of(l, agreement, counted.Balances))],
            state.Milestones));
    }

    /// <summary>As it is now there is a document of it; thousands of draws need not be folded.</summary>
    private static async Task<Agreement?> AtAsync(IQuerySession session, string agreement, Moment moment, CancellationToken ct) => moment.IsNow
        ? await session.LoadAsync<Agreement>(Agreement.KeyOf(agreement), ct)
        : await session.FoldAsync<Agreement>(Agreement.KeyOf(agreement), moment, ct);
}

/// <param name="Position">Position up to which units are counted.</param>
/// <param name="Milestones">The milestones' states at that moment, with the units that count toward each, also once it is confirmed.</param>
public sealed record ProgressView(
    string Agreement, long Position, DateTimeOffset? AsOf, IReadOnlyList<LineProgressView> Lines, IReadOnlyList<Milestone> Milestones);

/// <summary>All quantities are in committed units: a substitute unit counts by its ratio, so quantities can be compared.</summary>
public sealed record LineProgressView(
    int Line,
    string? Product,
    string? Family,
    long Committed,
    Fraction Ordered,
    Fraction Shipped,
    Fraction Received,
    Fraction Accepted,
    Fraction Installed,
    Fraction Commissioned);
