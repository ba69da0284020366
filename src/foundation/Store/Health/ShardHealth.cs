using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Wolverine.Runtime;

namespace Ledger.Store.Health;

/// <summary>
/// Every projection shard must run somewhere and keep up. A stopped one names the event that stopped it: the views stay where they are until that is mended.
/// </summary>
public sealed class ShardHealth(IDocumentStore store, IWolverineRuntime wolverine, NpgsqlDataSource database, TimeProvider clock) : IHealthCheck
{
    /// <summary>
    /// A shard that has had something to do for this long and has not moved is stuck, whatever is said of it: one that cannot even load its next event keeps
    /// its agent.
    /// </summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(60);

    private const string Sql = $"""
        select name, last_seq_id, last_updated, agent_status, pause_reason, failure_category, failure_event_sequence, failure_event_type,
            failure_event_tenant_id
        from {LedgerStore.Schema}.mt_event_progression
        """;

    private const string Next = $"select seq_id, type, tenant_id, timestamp from {LedgerStore.Schema}.mt_events where seq_id > $1 order by seq_id limit 1";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var progress = await ReadAsync(cancellationToken);
        var highWater = progress.GetValueOrDefault(Progression.HighWaterMark)?.Position ?? 0;
        var here = wolverine.Agents.AllRunningAgentUris().Select(uri => uri.ToString()).ToList();
        var anywhere = await AssignedAsync(cancellationToken);
        var detail = new Dictionary<string, object> { ["highWaterMark"] = highWater };
        var faults = new List<string>();
        foreach (var shard in ((DocumentStore)store).Options.Projections.AllShards().Select(s => s.Name))
        {
            var at = progress.GetValueOrDefault(shard.Identity);
            var lag = Math.Max(0, highWater - (at?.Position ?? 0));
            detail[$"{shard.Identity}.lag"] = lag;
            var isHere = IsAmong(here);
            if (at?.Fault is { } fault)
            {
                faults.Add($"{shard.Identity} {fault}");
            }
            else if (!isHere && at is null && !IsAmong(anywhere))
            {
                faults.Add($"{shard.Identity} is not running, {lag} positions behind.");
            }
            else if (
                lag > 0 && IsLongAgo(at?.UpdatedAt ?? default) && await NextAsync(at?.Position ?? 0, cancellationToken) is { } next
                && IsLongAgo(next.RecordedAt))
            {
                faults.Add(
                    $"{shard.Identity} {(isHere ? "is stuck" : "is not running")}, {lag} positions behind; next is position {next.Position}, a {next.Type} "
                    + $"of book {next.Book}.");
            }

            bool IsAmong(List<string> agents) => agents.Any(uri => uri.EndsWith("/" + shard.RelativeUrl, StringComparison.OrdinalIgnoreCase));
        }

        return faults.Count == 0 ? HealthCheckResult.Healthy("All projections are running.", detail)
            : HealthCheckResult.Unhealthy(string.Join(" ", faults), data: detail);
    }

    private bool IsLongAgo(DateTimeOffset time) => time + StalledAfter < clock.GetUtcNow();

    /// <summary>Agents that any host on this database has been given.</summary>
    private async Task<List<string>> AssignedAsync(CancellationToken ct)
    {
        var agents = new List<string>();
        await using var command = database.CreateCommand($"select id from {LedgerStore.MessageSchema}.wolverine_node_assignments");
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            agents.Add(row.GetString(0));
        }

        return agents;
    }

    private async Task<NextEvent?> NextAsync(long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Next);
        command.Parameters.AddWithValue(position);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)) : null;
    }

    private async Task<Dictionary<string, ShardProgress>> ReadAsync(CancellationToken ct)
    {
        var progress = new Dictionary<string, ShardProgress>(StringComparer.OrdinalIgnoreCase);
        await using var command = database.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var isStopped = Text(row, 3) is "Paused" or "Stopped" || !row.IsDBNull(5);
            var why = row.IsDBNull(6)
                ? $"stopped: {Text(row, 4) ?? Text(row, 5) ?? "no reason recorded."}"
                : $"stopped at position {row.GetInt64(6)}, a {Text(row, 7)} of book {Text(row, 8)}: {Text(row, 4) ?? Text(row, 5)}";
            progress[row.GetString(0)] = new(row.GetInt64(1), row.IsDBNull(2) ? default : row.GetFieldValue<DateTimeOffset>(2), isStopped ? why : null);
        }

        return progress;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record NextEvent(long Position, string Type, string Book, DateTimeOffset RecordedAt);

    private sealed record ShardProgress(long Position, DateTimeOffset UpdatedAt, string? Fault);
}
