using System.Text.Json;
using Ledger.Platform.Feed;
using Ledger.Platform.Http;
using Ledger.Platform.OpenApi;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Inventory.Traces;

/// <summary>Where a unit is, and every event that moved it, in order; without those of contexts whose events the caller does not see.</summary>
public sealed record TraceView(
    string Product, string Serial, string Account, string Place, string Condition, string? Line, IReadOnlyList<TraceStep> Events);

/// <param name="OccurredAt">Effective time, as the partner told it.</param>
/// <param name="RecordedAt">When the ledger recorded it.</param>
/// <param name="Data">The event without the other units' serials.</param>
public sealed record TraceStep(
    long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string From, string To, JsonElement Data);

public static class TraceReads
{
    /// <summary>Where a unit is and how it came there, by its serial alone: now or as of a moment.</summary>
    [WolverineGet("/books/{book}/units/{serial}", OperationId = "TraceSerial")]
    [Answers<TraceView>(From = ReadFrom.Committed, TakesMoment = true)]
    public static Task<IResult> BySerial(string book, string serial, HttpContext context, Trails trails, Visibility visibility) =>
        TraceAsync(book, null, serial, context, trails, visibility);

    /// <summary>Where a unit is and how it came there: now or as of a moment.</summary>
    [WolverineGet("/books/{book}/units/{product}/{serial}", OperationId = "TraceUnit")]
    [Answers<TraceView>(From = ReadFrom.Committed, TakesMoment = true)]
    public static Task<IResult> ByUnit(string book, string product, string serial, HttpContext context, Trails trails, Visibility visibility) =>
        TraceAsync(book, product, serial, context, trails, visibility);

    private static async Task<IResult> TraceAsync(string book, string? product, string serial, HttpContext context, Trails trails, Visibility visibility)
    {
        var ct = context.RequestAborted;
        var (moment, problem) = await Moment.ReadAsync(context, ct);
        if (problem is not null)
        {
            return problem;
        }

        var found = await trails.FindAsync(book, product, serial, ct);
        if (found.Count > 1)
        {
            return Problem.Of(InventoryProblems.AmbiguousSerial, $"Ask for one of them: {string.Join(", ", found.Select(u => $"/units/{u.Product}/{serial}"))}.");
        }

        var steps = found is [var unit] ? (await trails.StepsAsync(unit, ct)).Where(step => moment.Includes(step.Step.Position, step.Step.OccurredAt)).ToList() : [];
        if (steps.Count == 0)
        {
            return Problem.Of(InventoryProblems.UnknownUnit, $"No unit with the serial {serial} is registered in this book{(moment.IsNow ? "" : ", or was by then")}.");
        }

        var (account, line) = moment.IsNow ? (found[0].Account, found[0].Line) : (steps[^1].Step.To, steps[^1].Line);
        var visible = visibility.ContextsOf(context);
        return Views.Json(new TraceView(
            found[0].Product, serial, account, Account.PlaceOf(account), Account.ConditionOf(account), line, [.. steps.Select(s => s.Step).Where(s => visible.Contains(s.Type.Split('.')[0]))]));
    }
}
