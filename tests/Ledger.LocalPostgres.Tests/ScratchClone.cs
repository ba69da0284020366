namespace Ledger.LocalPostgres.Tests;

/// <summary>A directory with a clone, <c>one</c>, whose ledger is its <c>.ledger</c>; and room for copies of it.</summary>
internal sealed class ScratchClone : IAsyncDisposable
{
    private readonly ScratchDirectory room = new();

    public string At(params string[] parts) => room.At(parts);

    public string One => At("one");

    public static LocalClusterOptions Of(string clone) => LocalClusterOptions.Durable(Path.Combine(clone, ".ledger")) with
    {
        Settings = new Dictionary<string, string> { ["shared_buffers"] = "64MB", ["fsync"] = "off" }
    };

    public static Task<LocalCluster> StartAsync(string clone) => LocalCluster.StartAsync(Of(clone));

    public static async Task<string> RefusedAsync(string clone) =>
        (await Assert.ThrowsAsync<LocalClusterException>(() => LocalCluster.StartAsync(Of(clone)))).Message;

    /// <summary>A ledger with a row, stopped.</summary>
    public async Task<string> StoppedAsync()
    {
        Directory.CreateDirectory(One);
        await Script.InstallAsync(One);
        await using var cluster = await StartAsync(One);
        await Sql.RunAsync(cluster.ConnectionString, "create table kept as select 7 as value");
        return cluster.DataFiles;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var clone in Directory.Exists(room.Path) ? Directory.GetDirectories(room.Path) : [])
        {
            if (Directory.Exists(Path.Combine(clone, ".ledger")))
            {
                await Orphans.DeleteAsync(Path.Combine(clone, ".ledger"));
            }
        }

        room.Dispose();
    }
}
