using System.Diagnostics;
using Npgsql;

namespace Ledger.LocalPostgres.Tests;

public sealed class A_durable_cluster : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Keeps_its_rows_and_its_port_over_a_restart()
    {
        await using var first = await LocalCluster.StartAsync(scratch.Durable());
        Assert.Equal("on on on", await Sql.RunAsync(first.ConnectionString, """
            select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))
            """));
        await Sql.RunAsync(first.ConnectionString, "create table kept as select 7 as value");
        await first.StopAsync();
        Assert.Null(first.ServerProcessId);

        await using var second = await LocalCluster.StartAsync(scratch.Durable());
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        Assert.Equal(7, await Sql.RunAsync(second.ConnectionString, "select value from kept"));
    }

    [Fact]
    public async Task Has_what_was_committed_after_the_server_was_killed()
    {
        var lines = new List<string>();
        await using var cluster = await LocalCluster.StartAsync(scratch.Durable() with { Report = lines.Add });
        await Sql.RunAsync(cluster.ConnectionString, "create table kept as select generate_series(1, 1000) as value");
        var before = cluster.ServerProcessId!.Value;
        using var watched = new CancellationTokenSource();
        var watch = cluster.KeepRunningAsync(watched.Token);

        Process.GetProcessById(before).Kill();
        while (cluster.ServerProcessId is null || cluster.ServerProcessId == before)
        {
            await Task.Delay(50);
        }

        Assert.Equal(1000L, await WhenUpAsync(cluster, "select count(*) from kept"));
        await watched.CancelAsync();
        await watch;
        Assert.Contains("PostgreSQL stopped unexpectedly and is being restarted.", lines);
    }

    [Fact]
    public async Task Is_recovered_when_both_host_and_server_were_killed()
    {
        using var host = await OtherHost.StartAsync(scratch.Path);
        host.Kill();
        Process.GetProcessById(host.ServerProcessId).Kill();

        await using var cluster = await LocalCluster.StartAsync(scratch.Durable());
        Assert.Equal(1, await Sql.RunAsync(cluster.ConnectionString, "select 1"));
        Assert.Contains("database system was not properly shut down", await File.ReadAllTextAsync(cluster.ServerLog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_adopted_when_only_its_host_was_killed()
    {
        using var host = await OtherHost.StartAsync(scratch.Path);
        host.Kill();

        await using var cluster = await LocalCluster.StartAsync(scratch.Durable());
        Assert.Equal(host.ServerProcessId, cluster.ServerProcessId);
        Assert.Equal(1, await Sql.RunAsync(cluster.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Starts_although_the_pid_of_its_killed_server_is_now_another_programs()
    {
        await using (await LocalCluster.StartAsync(scratch.Durable()))
        {
        }

        await File.WriteAllTextAsync(scratch.At("cluster", "data", "postmaster.pid"), $"{Environment.ProcessId}\n{scratch.At("cluster", "data")}\n");
        await using var cluster = await LocalCluster.StartAsync(scratch.Durable());
        Assert.Equal(1, await Sql.RunAsync(cluster.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Takes_another_port_when_its_own_is_taken()
    {
        var first = await LocalCluster.StartAsync(scratch.Durable());
        var port = new NpgsqlConnectionStringBuilder(first.ConnectionString).Port;
        await first.DisposeAsync();
        using var intruder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        intruder.Start();

        await using var second = await LocalCluster.StartAsync(scratch.Durable());
        Assert.NotEqual(port, new NpgsqlConnectionStringBuilder(second.ConnectionString).Port);
        Assert.Equal(1, await Sql.RunAsync(second.ConnectionString, "select 1"));
    }

    private static async Task<object?> WhenUpAsync(LocalCluster cluster, string sql)
    {
        while (true)
        {
            try
            {
                return await Sql.RunAsync(cluster.ConnectionString, sql);
            }
            catch (NpgsqlException starting) when (starting.IsTransient)
            {
                await Task.Delay(50);
            }
        }
    }
}
