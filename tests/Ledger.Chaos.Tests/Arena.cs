using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ledger.LocalPostgres;
using Npgsql;

namespace Ledger.Chaos.Tests;

/// <summary>A ledger on a PostgreSQL that flushes to disk, relays around it, and a partner: all that a round of kills needs.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly string _directory;
    private readonly LocalCluster _cluster;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keeping;
    private readonly Relay _toDatabase;
    private readonly Relay _toLedger;

    private Arena(string directory, LocalCluster cluster, int seed)
    {
        (_directory, _cluster) = (directory, cluster);
        _keeping = cluster.KeepRunningAsync(_stop.Token);
        Trigger = new Trigger(KillNow);
        _toDatabase = new Relay(() => new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Port, () => new DatabaseWatcher(Trigger));
        var through = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Host = "127.0.0.1", Port = _toDatabase.Port };
        Ledger = new LedgerProcess(through.ConnectionString, directory);
        _toLedger = new Relay(() => Ledger.Port, () => new CallerWatcher(Trigger));
        Partner = new Partner(() => new Uri($"http://127.0.0.1:{_toLedger.Port}"), Book, seed);
    }

    public static string Book => "chaos";

    public LedgerProcess Ledger { get; }

    public Partner Partner { get; }

    public Trigger Trigger { get; }

    public static async Task<Arena> OpenAsync(int seed)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-chaos-").FullName;
        var arena = new Arena(directory, await LocalCluster.StartAsync(LocalClusterOptions.Durable(directory)), seed);
        arena.Ledger.Start();
        await arena.RecoverAsync();
        await arena.FurnishAsync();
        return arena;
    }

    /// <summary>SIGKILL of the server; while it is just being started again, a moment later.</summary>
    public async Task KillPostgresAsync()
    {
        while (true)
        {
            try
            {
                if (_cluster.ServerProcessId is { } pid)
                {
                    using var server = Process.GetProcessById(pid);
                    server.Kill();
                    return;
                }
            }
            catch (ArgumentException)
            {
                // It has ended meanwhile.
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Starts again what was killed, and waits until requests are answered.</summary>
    public async Task RecoverAsync()
    {
        var patience = Stopwatch.StartNew();
        while (!await Partner.IsAnsweredAsync() || !await IsDatabaseUpAsync())
        {
            if (patience.Elapsed > StartPatience)
            {
                throw new InvalidOperationException($"The ledger did not come back within two minutes.\n{Ledger.LastWords}");
            }

            if (Ledger.IsGone)
            {
                Ledger.Start();
            }

            await Task.Delay(20);
        }

        if (!LedgerProcess.IsCompiled)
        {
            await WarmAsync();
        }
    }

    /// <summary>A developer's build compiles a handler on its first use, which is not what is measured here.</summary>
    private async Task WarmAsync()
    {
        foreach (var command in Partner.Key.Length == 0 ? [] : new[] { Partner.Next(), Partner.Next() })
        {
            while (command.Event is null)
            {
                await Partner.SendAsync(command);
            }
        }
    }

    /// <summary>Ids of all events by stream, read from the table itself.</summary>
    public async Task<ILookup<string, Guid>> EventsAsync()
    {
        while (!await IsDatabaseUpAsync())
        {
            await Task.Delay(20);
        }

        await using var connection = new NpgsqlConnection(Direct);
        await connection.OpenAsync();
        await using var command =
            new NpgsqlCommand(
            "select stream_id, id from ledger.mt_events where tenant_id = $1 and type <> 'tombstone'", connection)
            { Parameters = { new() { Value = Book } } };
        await using var rows = await command.ExecuteReaderAsync();
        var events = new List<(string Stream, Guid Id)>();
        while (await rows.ReadAsync())
        {
            events.Add((rows.GetString(0), rows.GetGuid(1)));
        }

        return events.ToLookup(e => e.Stream, e => e.Id);
    }

    public Task<IReadOnlyList<string>> ViewFaultsAsync() => Views.FaultsAsync(Direct, Book);

    public Task<IReadOnlyList<string>> LogFaultsAsync() => SealedLog.FaultsAsync(Direct, Book);

    public async ValueTask DisposeAsync()
    {
        Ledger.Dispose();
        Partner.Dispose();
        await _toLedger.DisposeAsync();
        await _toDatabase.DisposeAsync();
        await _stop.CancelAsync();
        await _keeping;
        await _cluster.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Around the relay, and never a connection of before a kill.</summary>
    private string Direct => new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Pooling = false }.ConnectionString;

    private void KillNow() => Ledger.Kill();

    private async Task<bool> IsDatabaseUpAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Direct);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task FurnishAsync()
    {
        var operatorKey = (await File.ReadAllTextAsync(Path.Combine(_directory, "operator.key"))).Trim();
        await MustAsync("open", """{"name":"A book under fire","purpose":"live","parties":[{"party":"SUP","name":"Supplier","roles":["supplier"]}]}""");
        await MustAsync("apps", """{"app":"erp","party":"SUP","name":"ERP"}""");
        var issued = await MustAsync("keys", """{"app":"erp","name":"chaos","mode":"live","scopes":["read","write"]}""");
        Partner.Key = issued.GetProperty("apiKey").GetString()!;
        await MustAsync("products", """{"product":"acme:B300","name":"GPU","family":"gpu"}""");
        await MustAsync("sites", """{"site":"FAB1","name":"Factory","kind":"factory"}""");

        async Task<JsonElement> MustAsync(string route, string body)
        {
            using var response = await Partner.PostAsync(route, body, Guid.NewGuid().ToString("N"), operatorKey);
            var text = await response.Content.ReadAsStringAsync();
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created
                ? JsonElement.Parse(text)
                : throw new InvalidOperationException($"{route}: {(int)response.StatusCode} {text}");
        }
    }
}
