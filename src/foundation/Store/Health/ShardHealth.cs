using JasperFx;
using Ledger.Store.Projections;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ledger.Store.Health;

/// <summary>
/// Every projection shard must run somewhere and keep up. A stopped one names the event that stopped it: the views stay where they are until that is mended.
/// What runs here is asked itself, for while its database is away nothing of it is written there.
/// </summary>
public sealed class ShardHealth(ProjectionWatchdog watchdog, NpgsqlDataSource database, TimeProvider clock) : IHealthCheck
{
    /// <summary>
    /// A shard that has had something to do for this long and has not moved is stuck, whatever is said of it: one that cannot even load its next event keeps
    /// its agent.
    /// </summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(30);

    /// <summary>The daemon that looks for new events notes so several times a second; a host notes every few seconds that it is there.</summary>
    private const string GoneAfter = "interval '20 seconds'";

    private const string Sql = $"""
        select name, last_seq_id, last_updated, agent_status, pause_reason, failure_category, failure_event_sequence, failure_event_type,
            failure_event_tenant_id, last_updated < clock_timestamp() - {GoneAfter}
        from {LedgerStore.Schema}.mt_event_progression
        """;

    private const string Next = $"""
        select seq_id, type, tenant_id, timestamp, timestamp < clock_timestamp() - {GoneAfter} from {LedgerStore.Schema}.mt_events
        where seq_id > $1 order by seq_id limit 1
        """;

    private const string Assigned = $"""
        select a.id from {LedgerStore.MessageSchema}.wolverine_node_assignments a join {LedgerStore.MessageSchema}.wolverine_nodes n on n.id = a.node_id
        where n.health_check >= clock_timestamp() - {GoneAfter}
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var progress = await ReadAsync(cancellationToken);
        var highWater = progress.GetValueOrDefault(Progression.HighWaterMark);
        var elsewhere = await AssignedAsync(cancellationToken);
        var detail = new Dictionary<string, object> { ["highWaterMark"] = highWater?.Position ?? 0 };
        var faults = new List<string>();
        if (highWater is { IsOld: true })
        {
            faults.Add("No host looks for new events.");
        }
        else if (await NextAsync(highWater?.Position ?? 0, cancellationToken) is { IsOld: true } held)
        {
            faults.Add($"No projection goes past position {highWater?.Position ?? 0}, though an event has followed it since {held.RecordedAt:u}.");
        }

        foreach (var shard in await watchdog.ShardsAsync())
        {
            var at = progress.GetValueOrDefault(shard.Name.Identity);
            var lag = Math.Max(0, (highWater?.Position ?? 0) - (at?.Position ?? 0));
            detail[$"{shard.Name.Identity}.lag"] = lag;
            if (await FaultAsync(shard, at, lag, elsewhere, cancellationToken) is { } fault)
            {
                faults.Add($"{shard.Name.Identity} {fault}");
            }
        }

        return faults.Count == 0 ? HealthCheckResult.Healthy("All projections are running.", detail)
            : HealthCheckResult.Unhealthy(string.Join(" ", faults), data: detail);
    }

    private async Task<string?> FaultAsync(Shard shard, ShardProgress? at, long lag, HashSet<Uri> elsewhere, CancellationToken ct)
    {
        if (at?.Fault is { } told)
        {
            return at.NamesEvent || await NextAsync(at.Position, ct) is not { } first ? told
                : $"is before position {first.Position}, a {first.Type} of book {first.Book}, and {told}";
        }

        if (watchdog.TroubleOf(shard.Name.Identity) is { } trouble)
        {
            return $"is being started again: {trouble}";
        }

        if (shard.Given is { Status: not AgentStatus.Running } here)
        {
            return $"stopped: {here.Failure?.Message ?? "no reason recorded."}";
        }

        if (shard.Given is null && !elsewhere.Contains(shard.Agent))
        {
            return $"is not running, {lag} positions behind.";
        }

        return lag > 0 && IsLongAgo(at?.UpdatedAt ?? default) && await NextAsync(at?.Position ?? 0, ct) is { } next && IsLongAgo(next.RecordedAt)
            ? $"is stuck, {lag} positions behind; next is position {next.Position}, a {next.Type} of book {next.Book}."
            : null;
    }

    private bool IsLongAgo(DateTimeOffset time) => time + StalledAfter < clock.GetUtcNow();

    /// <summary>Agents that a host on this database has been given, and that host was there a moment ago.</summary>
    private async Task<HashSet<Uri>> AssignedAsync(CancellationToken ct)
    {
        var agents = new HashSet<Uri>();
        await using var command = database.CreateCommand(Assigned);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            agents.Add(new(row.GetString(0)));
        }

        return agents;
    }

    private async Task<NextEvent?> NextAsync(long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Next);
        command.Parameters.AddWithValue(position);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4))
            : null;
    }

    private async Task<Dictionary<string, ShardProgress>> ReadAsync(CancellationToken ct)
    {
        var progress = new Dictionary<string, ShardProgress>(StringComparer.OrdinalIgnoreCase);
        await using var command = database.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var isStopped = Text(row, 3) is "Paused" or "Stopped" || !row.IsDBNull(5);
            // What cannot even be loaded has no position for the daemon.
            var namesEvent = !row.IsDBNull(6) && row.GetInt64(6) > 0;
            var reason = (Text(row, 4) ?? Text(row, 5) ?? "no reason recorded.").Split('\n')[0];
            var why = namesEvent ? $"stopped at position {row.GetInt64(6)}, a {Text(row, 7)} of book {Text(row, 8)}: {reason}" : $"stopped: {reason}";
            progress[row.GetString(0)] = new(
                row.GetInt64(1), row.IsDBNull(2) ? default : row.GetFieldValue<DateTimeOffset>(2), isStopped ? why : null, namesEvent,
                IsOld: row.IsDBNull(9) || row.GetBoolean(9));
        }

        return progress;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record NextEvent(long Position, string Type, string Book, DateTimeOffset RecordedAt, bool IsOld);

    private sealed record ShardProgress(long Position, DateTimeOffset UpdatedAt, string? Fault, bool NamesEvent, bool IsOld);
}
