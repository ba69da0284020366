using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ledger.Store.Health;

/// <summary>A message that could not be handled is kept, never dropped; as long as one is kept aside, something that should have followed has not.</summary>
public sealed class DeadLetterHealth(NpgsqlDataSource database) : IHealthCheck
{
    private const string Sql =
        $"select message_type, count(*), min(exception_message) from {LedgerStore.MessageSchema}.wolverine_dead_letters group by 1 order by 1";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var kept = new List<string>();
        await using var command = database.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            kept.Add($"{row.GetInt64(1)} {row.GetString(0)} ({(row.IsDBNull(2) ? "no reason recorded" : row.GetString(2))})");
        }

        return kept.Count == 0
            ? HealthCheckResult.Healthy("There are no failed messages.")
            : HealthCheckResult.Degraded($"Messages were set aside and wait to be replayed: {string.Join(", ", kept)}.");
    }
}
