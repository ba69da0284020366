using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>Business goes on while a book is not sealed; but then nobody can prove what is recorded, and somebody must know.</summary>
internal sealed class SealerHealth(SealerAlarms alarms, NpgsqlDataSource database, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    // The newest of those that should have been sealed long ago: a sealer that is behind is behind with them too.
    private const string Overdue = $"""
        select e.tenant_id, e.timestamp from (
            select tenant_id, seq_id, timestamp from {LedgerStore.Schema}.mt_events
            where timestamp < $1 and type <> 'tombstone' order by seq_id desc limit 100) e
        where not exists (select from {LogSchema.Leaf} l where l.book = e.tenant_id and l.position = e.seq_id) order by seq_id limit 1
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var standing = await alarms.StandingAsync(null, cancellationToken);
        if (standing.Count > 0)
        {
            return HealthCheckResult.Degraded(string.Join(" ", standing.Select(a => $"{a.Book}: {a.Reason}")));
        }

        await using var command = database.CreateCommand(Overdue);
        command.Parameters.AddWithValue(clock.GetUtcNow() - LateAfter);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? HealthCheckResult.Degraded($"Book {row.GetString(0)} has had an unsealed event since {row.GetFieldValue<DateTimeOffset>(1):u}.")
            : HealthCheckResult.Healthy("Sealing keeps up in every book.");
    }
}
