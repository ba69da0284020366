using Ledger.Inventory.Custody;
using Ledger.Store.Times;
using Npgsql;

namespace Ledger.Inventory.Journal;

/// <summary>
/// Finds what a new fact would rest on. Effective times follow the events by a moment: until then the told time of a unit's last movement stands for them, and
/// a step of this moment may not be among them.
/// </summary>
public sealed class EarlierFacts(NpgsqlDataSource database) : IEarlierFacts
{
    private const string OfSteps = $"select split_part(step, '#', 1), effective from {EffectiveSchema.Step} where book = $1 and step = any($2)";

    // Units are found by serial, as the guard finds them.
    private const string OfUnits = $"""
        select e.stream_id, coalesce(j.effective, (e.data ->> 'occurredAt')::timestamptz)
        from (
            select distinct trail[cardinality(trail)] as event from {CustodySchema.Unit}
            where product || '' = $2 and serial = any($3) and realm = $1) last
        join {LedgerStore.Schema}.mt_events e on e.id = last.event
        left join {JournalSchema.Journal} j on j.position = e.seq_id and j.movement = 0
        """;

    public async Task<EarlierFact?> LatestAsync(string book, IReadOnlyList<string> steps, IReadOnlyList<Movement> movements, CancellationToken ct)
    {
        var found = await AskAsync(OfSteps, [book, steps.ToArray()], ct);
        foreach (var product in movements.Where(m => m.From != Account.Origin).GroupBy(m => m.Product))
        {
            found.AddRange(await AskAsync(OfUnits, [book, product.Key, product.SelectMany(m => m.Serials).ToArray()], ct));
        }

        return found.MaxBy(fact => fact.EffectiveAt);
    }

    private async Task<List<EarlierFact>> AskAsync(string sql, object[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        values.ToList().ForEach(value => command.Parameters.Add(new() { Value = value }));
        var found = new List<EarlierFact>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            found.Add(new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)));
        }

        return found;
    }
}
