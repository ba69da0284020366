using System.Diagnostics;
using Npgsql;

namespace Ledger.Chaos.Tests;

/// <summary>After an outage of PostgreSQL each projection goes on soon, and what it shows is what the events come to.</summary>
internal static class Views
{
    /// <summary>What is promised (P11), on a machine that is busy with other tests too.</summary>
    private static readonly TimeSpan GoOnWithin = TimeSpan.FromSeconds(30);

    private const string Behind = """
        select string_agg(name || ' at ' || last_seq_id, ', ') from ledger.mt_event_progression
        where name like '%:All' and last_seq_id < (select max(seq_id) from ledger.mt_events)
        """;

    /// <summary>The partner registers batches of two units, which nobody moves.</summary>
    private const string Differing = """
        with event as (select stream_id, data from ledger.mt_events where tenant_id = $1 and type like 'logistics.batch-registered.%'),
            unit as (select jsonb_array_elements_text(data #> '{movements,0,serials}') serial from event),
            it (what, told, shown) as (
                select 'batches', (select count(*) from event),
                    (select count(*) from logistics.mt_doc_batchview
                        where tenant_id = $1 and id in (select stream_id from event) and data ->> 'quantityUnits' = '2')
                union all select 'units', (select count(*) from unit),
                    (select count(*) from inventory.unit where book = $1 and serial in (select serial from unit))
                union all select 'journal', (select count(*) from unit), (select coalesce(sum(quantity), 0) from inventory.journal where book = $1)
                union all select 'stock', (select count(*) from unit),
                    (select coalesce(sum(quantity), 0) from inventory.balance where book = $1 and account = 'site:FAB1/inventory'))
        select string_agg(format('The events come to %s of the %s, and %s are shown.', told, what, shown), ' ') from it where told <> shown
        """;

    public static async Task<IReadOnlyList<string>> FaultsAsync(string connectionString, string book)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        for (var since = Stopwatch.StartNew(); await TextAsync(connection, Behind) is { } behind; await Task.Delay(100))
        {
            if (since.Elapsed > GoOnWithin)
            {
                return [$"Some projections do not go on within {GoOnWithin.TotalSeconds:N0} s of the recovery: {behind}."];
            }
        }

        return await TextAsync(connection, Differing, book) is { } differing ? [differing] : [];
    }

    private static async Task<string?> TextAsync(NpgsqlConnection connection, string sql, params string[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return await command.ExecuteScalarAsync() as string;
    }
}
