using System.Globalization;
using System.Text.Json;
using Ledger.Inventory.Custody;
using Ledger.Store.Times;
using Npgsql;

namespace Ledger.Inventory.Traces;

/// <summary>Units' trails, as custody keeps them: the events that moved a unit, in the order in which they were recorded.</summary>
public sealed class Trails(NpgsqlDataSource database) : ITrails
{
    private const string Find =
        $"select product, account, line, trail from {CustodySchema.Unit} where serial = $1 and realm = $2 and ($3::text is null or product = $3) "
        + "order by product";

    private const string Steps = $"""
        select e.seq_id, e.id, e.type, e.stream_id, e.version, e.timestamp, e.data ->> 'occurredAt', moved ->> 'from', moved ->> 'to',
            (e.data - 'movements')::text, moved ->> 'line', t.effective
        from unnest($1::uuid[]) with ordinality trail (id, step)
        join {LedgerStore.Schema}.mt_events e on e.id = trail.id
        left join {EffectiveSchema.Time} t on t.position = e.seq_id
        cross join lateral (
            select m - 'serials' as moved from jsonb_array_elements(e.data -> 'movements') m
            where m ->> 'product' = $2 and m -> 'serials' ? $3 limit 1) movement
        order by step
        """;

    public async Task<IReadOnlyList<Guid>?> OfAsync(string book, string product, string serial, CancellationToken ct) =>
        (await FindAsync(book, product, serial, ct)).SingleOrDefault()?.Trail;

    /// <summary>Units of the book with this serial: several only where several products use it.</summary>
    public async Task<IReadOnlyList<TrailedUnit>> FindAsync(string book, string? product, string serial, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.AddWithValue(serial);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue((object?)product ?? DBNull.Value);
        var found = new List<TrailedUnit>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            found.Add(new(row.GetString(0), serial, row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<Guid[]>(3)));
        }

        return found;
    }

    /// <summary>Every step of the unit, with the agreement line that it counted toward after it.</summary>
    public async Task<IReadOnlyList<(TraceStep Step, string? Line)>> StepsAsync(TrailedUnit unit, CancellationToken ct)
    {
        var steps = new List<(TraceStep, string?)>(unit.Trail.Length);
        await using var command = database.CreateCommand(Steps);
        command.Parameters.AddWithValue(unit.Trail);
        command.Parameters.AddWithValue(unit.Product);
        command.Parameters.AddWithValue(unit.Serial);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var step = new TraceStep(
                row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(4),
                DateTimeOffset.Parse(row.GetString(6), CultureInfo.InvariantCulture),
                row.GetFieldValue<DateTimeOffset>(5), row.GetString(7), row.GetString(8), new(SealStatus.Recorded), JsonElement.Parse(row.GetString(9)),
                EffectiveAt: row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11));
            steps.Add((step, row.IsDBNull(10) ? null : LineAfter(step.To, row.GetString(10))));
        }

        return steps;
    }

    /// <summary>As custody does it.</summary>
    private static string? LineAfter(string account, string line) => Condition.OffTheLine.Contains(Account.ConditionOf(account)) ? null : line;
}

/// <summary>A unit as custody has it now.</summary>
public sealed record TrailedUnit(string Product, string Serial, string Account, string? Line, Guid[] Trail);
