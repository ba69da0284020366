using Ledger.Http.Tests.Health;
using Ledger.LocalPostgres;

namespace Ledger.Http.Tests.Outages;

/// <summary>
/// Goal: readiness does not trust sessions that go on while the files beneath them are gone. Method: some that a new session needs are moved away.
/// </summary>
[Collection(Alone.Name)]
public sealed class The_files_are_gone
{
    [Fact]
    public async Task Readiness_notices_that_the_data_files_are_gone_and_that_they_are_back()
    {
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        await using var host = await LedgerHost.StartOnAsync(await cluster.CreateDatabaseAsync($"gone_{Guid.NewGuid():N}"));
        var client = LedgerHost.OperatorOf(host);
        await Poisoned_projection.ReadyWhenAsync(client, r => (int)r.Status == 200);

        // The server holds on to the directory itself, wherever that goes.
        var (files, hidden) = (Path.Combine(cluster.DataFiles, "global"), Path.Combine(cluster.DataFiles, "gone"));
        Directory.Move(files, hidden);
        try
        {
            await Poisoned_projection.ReadyWhenAsync(
                client, r => (int)r.Status == 503 && r.Json.GetProperty("checks").GetProperty("database").Text("status") == "Unhealthy");
        }
        finally
        {
            Directory.Move(hidden, files);
        }

        await Poisoned_projection.ReadyWhenAsync(client, r => (int)r.Status == 200);
    }
}
