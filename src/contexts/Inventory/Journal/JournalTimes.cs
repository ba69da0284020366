using JasperFx.Events;
using Ledger.Inventory.Custody;
using Ledger.Store.Times;
using Npgsql;

namespace Ledger.Inventory.Journal;

/// <summary>Finds the effective times of a page of events: what they rest on is in the book's steps, and in the journal for the units that they move.</summary>
internal static class JournalTimes
{
    private const string Before = $"""
        select b.event, b.before, e.seq_id, j.effective from {CustodySchema.MovedBefore} b
        left join {LedgerStore.Schema}.mt_events e on e.id = b.before
        left join {JournalSchema.Journal} j on j.position = e.seq_id and j.movement = 0
        where b.book = $1 and b.event = any($2)
        """;

    /// <param name="page">Events of one book, in the order in which they were recorded.</param>
    public static async Task<EffectivePage> OfAsync(NpgsqlConnection connection, string book, IReadOnlyList<IEvent> page, CancellationToken ct)
    {
        var before = new List<(Guid Event, MovedBefore Before)>();
        var moving = page.Where(e => e.Data is IMovesUnits).Select(e => e.Id).ToArray();
        if (moving.Length > 0)
        {
            await using var command = new NpgsqlCommand(Before, connection) { Parameters = { new() { Value = book }, new() { Value = moving } } };
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                before.Add((row.GetGuid(0), new(
                    row.GetGuid(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3))));
            }
        }

        return await EffectiveTimes.OfAsync(connection, book, page, before.ToLookup(b => b.Event, b => b.Before), ct);
    }
}
