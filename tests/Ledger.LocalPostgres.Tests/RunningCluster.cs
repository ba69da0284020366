namespace Ledger.LocalPostgres.Tests;

/// <summary>One throw-away cluster for the tests that only look.</summary>
public sealed class RunningCluster : IAsyncLifetime
{
    public LocalCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
