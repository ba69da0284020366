using System.Text.Json;
using Ledger.Inventory.Custody;
using Ledger.Platform.Feed;
using Ledger.Platform.Http;
using Ledger.Platform.OpenApi;
using Ledger.Platform.Store;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Inventory.Traces;

/// <summary>Where a unit is, and every event that moved it, in order; without those of contexts whose events the caller does not see.</summary>
public sealed record TraceView(
    string Product, string Serial, string Account, string Place, string Condition, string? Line, IReadOnlyList<TraceStep> Events);

/// <param name="OccurredAt">Effective time, as the partner told it.</param>
/// <param name="RecordedAt">When the ledger recorded it.</param>
/// <param name="Data">The event without the other units' serials.</param>
/// <param name="Declared">The event was declared erroneous.</param>
public sealed record TraceStep(
    long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string From, string To, JsonElement Data, DeclarationNote? Declared = null);

public static class TraceReads
{
    private const string Find = $"select product, account, line, trail from {CustodySchema.Unit} where serial = $1 and book || '' = $2 and ($3::text is null or product = $3) order by product";

    private const string Trail = $"""
        select e.seq_id, e.id, e.type, e.stream_id, e.version, e.timestamp, e.data ->> 'occurredAt', moved ->> 'from', moved ->> 'to', (e.data - 'movements')::text
        from unnest($1::uuid[]) with ordinality trail (id, step)
        join {LedgerStore.Schema}.mt_events e on e.id = trail.id and split_part(e.type, '.', 1) = any($4)
        cross join lateral (
            select m - 'serials' as moved from jsonb_array_elements(e.data -> 'movements') m
            where m ->> 'product' = $2 and m -> 'serials' ? $3 limit 1) movement
        order by step
        """;

    /// <summary>Where a unit is and how it came there, by its serial alone.</summary>
    [WolverineGet("/books/{book}/units/{serial}", OperationId = "TraceSerial")]
    [Answers<TraceView>(Forms.Parameter, From = ReadFrom.Committed)]
    public static Task<IResult> BySerial(string book, string serial, HttpContext context, NpgsqlDataSource database, Visibility visibility, IDeclarations declarations) =>
        TraceAsync(book, null, serial, context, visibility, database, declarations, context.RequestAborted);

    /// <summary>Where a unit is and how it came there.</summary>
    [WolverineGet("/books/{book}/units/{product}/{serial}", OperationId = "TraceUnit")]
    [Answers<TraceView>(Forms.Parameter, From = ReadFrom.Committed)]
    public static Task<IResult> ByUnit(string book, string product, string serial, HttpContext context, NpgsqlDataSource database, Visibility visibility, IDeclarations declarations) =>
        TraceAsync(book, product, serial, context, visibility, database, declarations, context.RequestAborted);

    private static async Task<IResult> TraceAsync(
        string book, string? product, string serial, HttpContext context, Visibility visibility, NpgsqlDataSource database, IDeclarations declarations, CancellationToken ct)
    {
        var (form, problem) = Forms.Read(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        var found = new List<(string Product, string Account, string? Line, Guid[] Trail)>();
        await using (var find = database.CreateCommand(Find))
        {
            find.Parameters.AddWithValue(serial);
            find.Parameters.AddWithValue(book);
            find.Parameters.AddWithValue((object?)product ?? DBNull.Value);
            await using var rows = await find.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                found.Add((rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetFieldValue<Guid[]>(3)));
            }
        }

        return found switch
        {
            [] => Problem.Of(InventoryProblems.UnknownUnit, $"No unit with the serial {serial} is registered in this book."),
            [var unit] => Views.Json(new TraceView(
                unit.Product, serial, unit.Account, Account.PlaceOf(unit.Account), Account.ConditionOf(unit.Account), unit.Line,
                In(form, await StepsAsync(unit.Product, serial, unit.Trail, visibility.ContextsOf(context), database, ct), await declarations.OfEventsAsync(book, unit.Trail, ct)))),
            _ => Problem.Of(InventoryProblems.AmbiguousSerial, $"Ask for one of them: {string.Join(", ", found.Select(u => $"/units/{u.Product}/{serial}"))}."),
        };
    }

    /// <summary>As corrected, a unit went neither the wrong way nor back: the steps that moved it back are left out with the wrong ones.</summary>
    private static IReadOnlyList<TraceStep> In(Form form, IReadOnlyList<TraceStep> steps, IReadOnlyDictionary<Guid, DeclarationNote> declared)
    {
        var back = declared.Values.SelectMany(note => note.CorrectiveEvents).ToHashSet();
        return form == Form.Corrected
            ? [.. steps.Where(step => !declared.ContainsKey(step.Id) && !back.Contains(step.Id))]
            : declared.Count == 0 ? steps : [.. steps.Select(step => step with { Declared = declared.GetValueOrDefault(step.Id) })];
    }

    private static async Task<List<TraceStep>> StepsAsync(string product, string serial, Guid[] trail, string[] contexts, NpgsqlDataSource database, CancellationToken ct)
    {
        var steps = new List<TraceStep>(trail.Length);
        await using var command = database.CreateCommand(Trail);
        command.Parameters.AddWithValue(trail);
        command.Parameters.AddWithValue(product);
        command.Parameters.AddWithValue(serial);
        command.Parameters.AddWithValue(contexts);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            steps.Add(new(
                rows.GetInt64(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3), rows.GetInt64(4),
                DateTimeOffset.Parse(rows.GetString(6), System.Globalization.CultureInfo.InvariantCulture), rows.GetFieldValue<DateTimeOffset>(5), rows.GetString(7), rows.GetString(8),
                JsonElement.Parse(rows.GetString(9))));
        }

        return steps;
    }
}
