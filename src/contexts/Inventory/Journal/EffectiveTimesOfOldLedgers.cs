using Ledger.Inventory.Custody;
using Ledger.Store.Times;
using Marten;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Ledger.Inventory.Journal;

/// <summary>
/// A ledger that was begun before effective times were kept gets them once, before its host does anything else: they follow from its history. All of it is one
/// transaction, so that it is done or not begun; a second host waits for it.
/// </summary>
internal sealed class EffectiveTimesOfOldLedgers(IDocumentStore store, NpgsqlDataSource database) : IHostedLifecycleService
{
    /// <summary>Events that are read at a time; an event may hold ten thousand serials.</summary>
    private const int PageSize = 200;

    /// <summary>Any number that no other lock in this database uses.</summary>
    private const long Lock = 0x4C_45_44_47_45_46_46_54;

    private const string IsMissing = $"""
        select coalesce((select last_seq_id from {LedgerStore.Schema}.mt_event_progression where name = '{JournalProjection.Name}:All'), 0)
        where not exists (select from {EffectiveSchema.Step})
        """;

    private const string MovedBefore = $"""
        insert into {CustodySchema.MovedBefore} (book, event, before)
        select distinct book, trail[step], trail[step - 1] from {CustodySchema.Unit} cross join lateral generate_series(2, cardinality(trail)) step
        on conflict do nothing
        """;

    private const string Restate = $"""
        update {JournalSchema.Journal} j set effective = moved.effective
        from unnest($1::bigint[], $2::timestamptz[]) moved (position, effective) where j.position = moved.position
        """;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ReachedAsync(connection, cancellationToken) is > 0 and var reached)
        {
            await ExecuteAsync(connection, MovedBefore, [], cancellationToken);
            for (var last = 0L; last < reached;)
            {
                last = await PageAsync(connection, last, reached, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>How far the journal had come without effective times; nothing when it has them.</returns>
    private static async Task<long?> ReachedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await ExecuteAsync(connection, "select pg_advisory_xact_lock($1)", [Lock], ct);
        await using var command = new NpgsqlCommand(IsMissing, connection);
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 3600 };
        values.ToList().ForEach(value => command.Parameters.Add(new() { Value = value }));
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<long> PageAsync(NpgsqlConnection connection, long after, long reached, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var page = await session.Events.QueryAllRawEvents().Where(e => e.AnyTenant() && e.Sequence > after && e.Sequence <= reached)
            .OrderBy(e => e.Sequence).Take(PageSize).ToListAsync(ct);
        foreach (var book in page.Where(e => e.Data is IFact).GroupBy(e => e.TenantId))
        {
            var times = await JournalTimes.OfAsync(connection, book.Key, [.. book], ct);
            foreach (var (sql, values) in times.Statements())
            {
                await ExecuteAsync(connection, Numbered(sql), values, ct);
            }

            var moved = times.Moved.ToList();
            await ExecuteAsync(connection, Restate, [moved.Select(e => e.Sequence).ToArray(), moved.Select(e => times.Times[e.Id]).ToArray()], ct);
        }

        return page.Count == 0 ? reached : page[^1].Sequence;
    }

    /// <summary>Statements for the store have question marks where their values go.</summary>
    private static string Numbered(string sql)
    {
        var (parts, numbered) = (sql.Split('?'), "");
        for (var i = 0; i < parts.Length; i++)
        {
            numbered += i == 0 ? parts[i] : $"${i}{parts[i]}";
        }

        return numbered;
    }
}
