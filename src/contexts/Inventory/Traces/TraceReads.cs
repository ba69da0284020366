using System.Text.Json;
using Ledger.Door.Feed;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Inventory.Traces;

/// <summary>A unit's location and every event that moved it, in order, limited to events that the caller may see.</summary>
public sealed record TraceView(
    string Product, string Serial, string Account, string Place, string Condition, string? Line, IReadOnlyList<TraceStep> Events);

/// <param name="OccurredAt">Told time: when it happened, as the partner reported it.</param>
/// <param name="RecordedAt">When the ledger recorded it.</param>
/// <param name="Seal">The event's proof status.</param>
/// <param name="Data">The event without the other units' serials.</param>
/// <param name="Declared">Present when the event was declared erroneous.</param>
/// <param name="EffectiveAt">
/// Effective time, where it is later than the told time: an event takes effect no earlier than what it rests on. Absent when both are the same.
/// </param>
public sealed record TraceStep(
    long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string From, string To, Seal Seal,
    JsonElement Data, DeclarationNote? Declared = null, DateTimeOffset? EffectiveAt = null);

public static class TraceReads
{
    /// <summary>Traces a unit by its serial alone: where it is and every event that moved it, now or as of a moment.</summary>
    [WolverineGet("/books/{book}/units/{serial}", OperationId = "TraceSerial")]
    [Allows(RoleSets.Readers)]
    [Answers<TraceView>(TakesForm = true, From = ReadFrom.Committed, TakesMoment = true)]
    public static Task<IResult> BySerial(
        string book, string serial, HttpContext context, Trails trails, Visibility visibility, IDeclarations declarations, ISeals seals) =>
            TraceAsync(book, null, serial, context, trails, visibility, declarations, seals);

    /// <summary>Traces a unit: where it is and every event that moved it, now or as of a moment.</summary>
    [WolverineGet("/books/{book}/units/{product}/{serial}", OperationId = "TraceUnit")]
    [Allows(RoleSets.Readers)]
    [Answers<TraceView>(TakesForm = true, From = ReadFrom.Committed, TakesMoment = true)]
    public static Task<IResult> ByUnit(
        string book, string product, string serial, HttpContext context, Trails trails, Visibility visibility, IDeclarations declarations, ISeals seals) =>
            TraceAsync(book, product, serial, context, trails, visibility, declarations, seals);

    private static async Task<IResult> TraceAsync(
        string book, string? product, string serial, HttpContext context, Trails trails, Visibility visibility, IDeclarations declarations, ISeals seals)
    {
        var ct = context.RequestAborted;
        var (form, problem) = Forms.Read(context.Request);
        (var moment, problem) = problem is null ? await Moments.ReadAsync(context, ct) : (Moment.Now, problem);
        if (problem is not null)
        {
            return problem;
        }

        var found = await trails.FindAsync(book, product, serial, ct);
        if (found.Count > 1)
        {
            var addresses = found.Select(unit => $"/units/{unit.Product}/{Uri.EscapeDataString(serial)}");
            return Problem.Of(InventoryProblems.AmbiguousSerial, $"Ask for one of them: {string.Join(", ", addresses)}.");
        }

        var steps = found is [var unit] ? (await trails.StepsAsync(unit, ct))
            .Where(step => moment.Includes(step.Step.Position, step.Step.EffectiveAt ?? step.Step.OccurredAt))
            .ToList() : [];
        if (steps.Count == 0)
        {
            return Problem.Of(Problems.UnknownUnit, $"No unit with the serial {serial} is registered in this book{(moment.IsNow ? "" : ", or was by then")}.");
        }

        var (account, line) = moment.IsNow ? (found[0].Account, found[0].Line) : (steps[^1].Step.To, steps[^1].Line);
        var (visible, declared) = (visibility.ContextsOf(context), moment.Known((await declarations.OfEventsAsync(book, found[0].Trail, ct)).Values));
        return Views.Json(new TraceView(
            found[0].Product, serial, account, Account.PlaceOf(account), Account.ConditionOf(account), line,
            In(form, await SealedAsync(book, [.. steps.Select(s => s.Step).Where(s => visible.Contains(s.Type.Split('.')[0]))], seals, ct), declared)));
    }

    /// <summary>As corrected, a unit went neither the wrong way nor back: the steps that moved it back are left out with the wrong ones.</summary>
    private static IReadOnlyList<TraceStep> In(Form form, IReadOnlyList<TraceStep> steps, IReadOnlyList<DeclarationNote> declared)
    {
        var (wrong, back) = (declared.ToDictionary(note => note.Event), declared.SelectMany(note => note.CorrectiveEvents).ToHashSet());
        return form == Form.Corrected
            ? [.. steps.Where(step => !wrong.ContainsKey(step.Id) && !back.Contains(step.Id))]
            : declared.Count == 0 ? steps : [.. steps.Select(step => step with { Declared = wrong.GetValueOrDefault(step.Id) })];
    }

    private static async Task<IReadOnlyList<TraceStep>> SealedAsync(string book, IReadOnlyList<TraceStep> steps, ISeals seals, CancellationToken ct)
    {
        var sealedBy = await seals.OfAsync(book, [.. steps.Select(step => step.Position)], ct);
        return [.. steps.Select(step => step with { Seal = sealedBy[step.Position] })];
    }
}
