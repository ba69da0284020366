using System.Collections.Concurrent;
using JasperFx;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Wolverine.Runtime;
using Wolverine.Runtime.Agents;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace Ledger.Store.Projections;

/// <summary>
/// Keeps this host's projections running (ADR 0025). The daemon starts none of them again that has stopped. Wolverine does so only among several hosts, and
/// only where it takes what stopped one for a thing that passes. Here, whatever stopped it, it is started again once the database answers, except for an event
/// that stops it each time.
/// </summary>
public sealed partial class ProjectionWatchdog(
    IDocumentStore store, EventSubscriptionAgentFamily agents, IWolverineRuntime wolverine, IProjectionCoordinator daemons, NpgsqlDataSource database,
    IHostApplicationLifetime host, TimeProvider clock, ILogger<ProjectionWatchdog> log) : RepeatedWork(TimeSpan.FromSeconds(1), clock, log)
{
    /// <summary>
    /// One that has something to do and has not moved for this long hangs, perhaps on a connection that nobody has closed. What takes longer for a good reason
    /// is given twice the time with each restart.
    /// </summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(30);

    /// <summary>The daemon looks for new events several times a second.</summary>
    private static readonly TimeSpan DaemonHangsAfter = TimeSpan.FromSeconds(5);

    /// <summary>Wolverine is about to start or to stop what is given to this host and does not run.</summary>
    private const int MissingLooksMax = 3;

    private const int QuerySecondsMax = 5;

    private const string Sql = $"""
        select id, null::bigint from {LedgerStore.MessageSchema}.wolverine_node_assignments where node_id = $1
        union all select name, last_seq_id from {LedgerStore.Schema}.mt_event_progression
        """;

    private readonly ConcurrentDictionary<string, Trouble> _troubles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (long Position, long Since)> _moved = [];
    private readonly Dictionary<string, int> _missing = [];
    private readonly ConcurrentDictionary<string, (Task Start, long At)> _starts = [];
    private int _daemonRestarts;
    private long _daemonRestartedAt;

    /// <summary>What keeps a projection of this host from running, until it has moved again; null when nothing does.</summary>
    public string? TroubleOf(string shard) => _troubles.GetValueOrDefault(shard)?.Why;

    /// <summary>The projections as this host has them.</summary>
    internal async Task<IReadOnlyList<Shard>> ShardsAsync()
    {
        var run = (await daemons.AllDaemonsAsync()).SelectMany(daemon => daemon.CurrentAgents()).ToLookup(agent => agent.Name.Identity);
        var uris = await agents.SupportedAgentsAsync();
        return
        [
            .. from shard in ((DocumentStore)store).Options.Projections.AllShards()
               let uri = uris.Single(uri => uri.AbsolutePath.EndsWith("/" + shard.Name.RelativeUrl, StringComparison.OrdinalIgnoreCase))
               let given = wolverine.Agents.TryFindActiveAgent<IEventSubscriptionAgent>(uri, out var agent) ? agent : null
               select new Shard(shard.Name, uri, given, run[shard.Name.Identity].FirstOrDefault()?.Position),
        ];
    }

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        if (!host.ApplicationStarted.IsCancellationRequested || host.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }

        // In this order: what is in the database is never behind what a projection said before.
        var shards = await ShardsAsync();
        var told = await ReadAsync(ct);
        foreach (var daemon in await daemons.AllDaemonsAsync())
        {
            LookAt(daemon, ct);
        }

        foreach (var shard in shards)
        {
            LookAt(shard, told, ct);
        }
    }

    /// <summary>What the database says. As long as it does not answer, no projection could be started either.</summary>
    private async Task<Told> ReadAsync(CancellationToken ct)
    {
        try
        {
            var told = new Told([], new(StringComparer.OrdinalIgnoreCase));
            await using var command = database.CreateCommand(Sql);
            command.CommandTimeout = QuerySecondsMax;
            command.Parameters.AddWithValue(wolverine.Options.UniqueNodeId);
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                if (row.IsDBNull(1))
                {
                    told.Given.Add(new(row.GetString(0)));
                }
                else
                {
                    told.Reached[row.GetString(0)] = row.GetInt64(1);
                }
            }

            return told;
        }
        catch
        {
            foreach (var trouble in _troubles.Values)
            {
                trouble.Forgive();
            }

            throw;
        }
    }

    private void LookAt(IProjectionDaemon daemon, CancellationToken ct)
    {
        var isWanted = daemon.CurrentAgents().Any(agent => agent.Status == AgentStatus.Running);
        if (!isWanted || (daemon.IsRunning && TimeProvider.System.GetUtcNow() - daemon.HighWaterLastPolledAt <= DaemonHangsAfter))
        {
            _daemonRestarts = 0;
        }
        else if (_daemonRestarts == 0 || Clock.GetElapsedTime(_daemonRestartedAt) >= DaemonHangsAfter * Math.Min(_daemonRestarts, 3))
        {
            // A look that only takes long is given more time with each restart.
            (_daemonRestarts, _daemonRestartedAt) = (_daemonRestarts + 1, Clock.GetTimestamp());
            LogDaemonHangs();
            Begin(Progression.HighWaterMark, () => daemon.RestartHighWaterAgentAsync(ct));
        }
    }

    private void LookAt(Shard shard, Told told, CancellationToken ct)
    {
        var (name, isOurs) = (shard.Name.Identity, told.Given.Contains(shard.Agent) || wolverine.Options.Durability.Mode == DurabilityMode.Solo);
        switch (shard.Given)
        {
            case null when !isOurs:
                _troubles.TryRemove(name, out _);
                _missing.Remove(name);
                break;
            case null when (_missing[name] = _missing.GetValueOrDefault(name) + 1) <= MissingLooksMax:
                break;
            case null:
                Restart(shard, told, "it is given to this host and does not run.", null, () => wolverine.Agents.StartLocallyAsync(shard.Agent));
                break;
            case { IsRebuilding: true }:
                break;
            case { Status: AgentStatus.Running }:
                _missing.Remove(name);
                LookAtRunning(shard, shard.Given, told, ct);
                break;
            default:
                Restart(shard, told, "it was stopped.", shard.Given.Failure, () => StartAsync(shard, shard.Given, ct));
                break;
        }
    }

    private void LookAtRunning(Shard shard, IEventSubscriptionAgent agent, Told told, CancellationToken ct)
    {
        var (name, now, upTo) = (shard.Name.Identity, told.ReachedBy(shard), told.HighWaterMark);
        var trouble = _troubles.GetValueOrDefault(name);
        if (trouble is not null && trouble.IsOver(now, upTo))
        {
            _troubles.TryRemove(name, out _);
        }

        var isAhead = shard.Position > now;
        if (!_moved.TryGetValue(name, out var moved) || moved.Position != now || (now >= upTo && !isAhead))
        {
            _moved[name] = (now, Clock.GetTimestamp());
        }
        else if (isAhead)
        {
            // Another server took over that had not yet heard of everything: what it has not heard of has not happened.
            Restart(shard, told, $"it is at position {shard.Position}, and the database has gone back to {now}.", null, AnewAsync);
        }
        else if (Clock.GetElapsedTime(moved.Since) >= HangsAfter * (1 << Math.Min(trouble?.Restarts ?? 0, 10)))
        {
            Restart(shard, told, $"it hangs at position {now}.", null, AnewAsync);
        }

        async Task AnewAsync()
        {
            await agent.StopAsync(ct);
            await StartAsync(shard, agent, ct);
        }
    }

    private void Restart(Shard shard, Told told, string why, ShardFailure? failure, Func<Task> startAsync)
    {
        var name = shard.Name.Identity;
        var trouble = _troubles.GetOrAdd(name, _ => new(why, told.ReachedBy(shard)));
        if (IsBeingStarted(name) || !trouble.IsDue(failure, Clock))
        {
            return;
        }

        LogStarting(name, trouble.Why);
        _moved.Remove(name);
        Begin(name, startAsync);
    }

    /// <summary>A start that takes long, or hangs, holds up no other.</summary>
    private void Begin(string name, Func<Task> startAsync)
    {
        if (!IsBeingStarted(name))
        {
            _starts[name] = (Task.Run(TryAsync), Clock.GetTimestamp());
        }

        async Task TryAsync()
        {
            try
            {
                await startAsync();
            }
            catch (Exception e)
            {
                // It is looked at again in a moment.
                if (!host.ApplicationStopping.IsCancellationRequested)
                {
                    LogNotStarted(name, e);
                }
            }
        }
    }

    private bool IsBeingStarted(string name) =>
        _starts.TryGetValue(name, out var begun) && !begun.Start.IsCompleted && Clock.GetElapsedTime(begun.At) < HangsAfter;

    private async Task StartAsync(Shard shard, IEventSubscriptionAgent agent, CancellationToken ct)
    {
        await agent.StartAsync(ct);
        if (!wolverine.Agents.TryFindActiveAgent<IEventSubscriptionAgent>(shard.Agent, out _))
        {
            // Meanwhile Wolverine has given it to another host.
            await agent.StopAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Projection {Shard} is started again, for {Reason}")]
    private partial void LogStarting(string shard, string reason);

    [LoggerMessage(LogLevel.Warning, "Projection {Shard} could not be started yet")]
    private partial void LogNotStarted(string shard, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The daemon no longer looks for new events, and is started again")]
    private partial void LogDaemonHangs();

    /// <param name="Given">What Wolverine has given to this host.</param>
    /// <param name="Reached">Positions that are recorded for projections, and the one that they can come to.</param>
    private sealed record Told(HashSet<Uri> Given, Dictionary<string, long> Reached)
    {
        public long HighWaterMark => Reached.GetValueOrDefault(Progression.HighWaterMark);

        public long ReachedBy(Shard shard) => Reached.GetValueOrDefault(shard.Name.Identity);
    }
}
