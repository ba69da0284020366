using System.Diagnostics;
using Ledger.LocalPostgres;
using Npgsql;

namespace Ledger.Http.Tests.Outages;

/// <summary>A PostgreSQL of the test's own that keeps what it acknowledges. The test may kill it; it is started again as an embedded one is.</summary>
public sealed class OwnPostgres : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-outage-");
    private readonly CancellationTokenSource _stop = new();
    private LocalCluster? _cluster;
    private Task _keeping = Task.CompletedTask;

    public LocalCluster Cluster => _cluster!;

    public async Task InitializeAsync()
    {
        _cluster = await LocalCluster.StartAsync(LocalClusterOptions.Durable(_directory.FullName));
        _keeping = _cluster.KeepRunningAsync(_stop.Token);
    }

    /// <summary>SIGKILL of the server, whose sessions end with it.</summary>
    public void Kill()
    {
        using var server = Process.GetProcessById(Cluster.ServerProcessId!.Value);
        server.Kill();
        server.WaitForExit();
    }

    /// <summary>Waits until it answers again.</summary>
    public static async Task BackAsync(string connection)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await ScalarAsync(connection, "select 1");
                return;
            }
            catch (NpgsqlException e)
            {
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"PostgreSQL did not come back: {e.Message}");
            }
        }
    }

    /// <summary>On a connection of its own, which no outage has touched.</summary>
    public static async Task<object?> ScalarAsync(string connection, string sql)
    {
        await using var direct = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await direct.OpenAsync();
        await using var command = new NpgsqlCommand(sql, direct);
        return await command.ExecuteScalarAsync();
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        await Cluster.DisposeAsync();
        _directory.Delete(recursive: true);
        _stop.Dispose();
    }
}
