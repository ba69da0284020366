using Ledger.LocalPostgres;

namespace Ledger.Host;

/// <summary>The host's database: the configured one, otherwise a local PostgreSQL that the host starts.</summary>
internal sealed class HostDatabase : IAsyncDisposable
{
    private readonly LocalCluster? _cluster;

    private HostDatabase(string connectionString, LocalCluster? cluster) => (ConnectionString, _cluster) = (connectionString, cluster);

    public string ConnectionString { get; }

    /// <summary>True when other hosts may use the database too; a local cluster is locked for this host.</summary>
    public bool IsShared => _cluster is null;

    /// <returns>Null when no database is available; an error message has then been printed.</returns>
    public static async Task<HostDatabase?> OpenAsync(WebApplicationBuilder builder, string[] args)
    {
        if (builder.Configuration.GetConnectionString("Ledger") is { Length: > 0 } told)
        {
            return new HostDatabase(told, null);
        }

        if (args is [not ("run" or ['-', ..]), ..])
        {
            // Verbs such as codegen and help need the configuration only; nothing is started for them.
            return new HostDatabase("Host=127.0.0.1;Database=ledger", null);
        }

        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var log = logs.CreateLogger<HostDatabase>();
        try
        {
            var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Durable() with { Report = sentence => log.LogInformation("{Postgres}", sentence) });
            return new HostDatabase(cluster.ConnectionString, cluster);
        }
        catch (LocalClusterException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return null;
        }
    }

    /// <summary>Restarts the cluster when its server dies under the running host.</summary>
    public void KeepRunning(CancellationToken stopping)
    {
        if (_cluster is not null)
        {
            _ = _cluster.KeepRunningAsync(stopping);
        }
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
