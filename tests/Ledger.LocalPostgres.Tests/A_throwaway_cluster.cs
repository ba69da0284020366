namespace Ledger.LocalPostgres.Tests;

public sealed class A_throwaway_cluster
{
    [Fact]
    public async Task Is_deleted_on_dispose()
    {
        var options = LocalClusterOptions.Temporary();
        var cluster = await LocalCluster.StartAsync(options);
        Assert.Equal("off", await Sql.RunAsync(cluster.ConnectionString, "show fsync"));
        var server = cluster.ServerProcessId!.Value;
        await cluster.DisposeAsync();
        await cluster.DisposeAsync();
        Assert.False(Directory.Exists(options.DataDirectory));
        Assert.False(IsServer(server));
    }

    [Fact]
    public async Task Is_swept_by_the_next_when_its_owner_was_killed()
    {
        using var host = await OtherHost.StartAsync();
        host.Kill();
        Assert.True(IsServer(host.ServerProcessId));
        await using var next = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());

        // Another test's start may be the one that sweeps it, and not be done yet.
        for (var tries = 0; tries < 100 && Directory.Exists(host.DataFiles); tries++)
        {
            await Task.Delay(100);
        }

        Assert.False(Directory.Exists(host.DataFiles));
        Assert.False(IsServer(host.ServerProcessId));
    }

    [Fact]
    public async Task Is_left_alone_while_its_owner_lives()
    {
        using var host = await OtherHost.StartAsync();
        await using var next = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        Assert.True(IsServer(host.ServerProcessId));
        Assert.True(Directory.Exists(host.DataFiles));

        host.Kill();
        await Orphans.SweepAsync(static _ => { }, default);
    }

    private static bool IsServer(int pid) =>
        File.Exists($"/proc/{pid}/cmdline") && File.ReadAllText($"/proc/{pid}/cmdline").Contains("postgres", StringComparison.Ordinal);
}
