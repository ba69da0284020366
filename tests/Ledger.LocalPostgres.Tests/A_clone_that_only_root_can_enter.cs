namespace Ledger.LocalPostgres.Tests;

public sealed class A_clone_that_only_root_can_enter : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [RootFact]
    public async Task Has_its_data_outside_and_finds_it_again()
    {
        Directory.CreateDirectory(scratch.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var first = await LocalCluster.StartAsync(scratch.Durable());
        Assert.StartsWith("/var/lib/ledger/", first.DataFiles, StringComparison.Ordinal);
        await Sql.RunAsync(first.ConnectionString, "create table kept as select 7 as value");
        await first.StopAsync();

        // The way in is opened later: the data must not be looked for in the clone then.
        File.SetUnixFileMode(scratch.Path, File.GetUnixFileMode(scratch.Path) | UnixFileMode.OtherExecute);
        await using var second = await LocalCluster.StartAsync(scratch.Durable());
        Assert.Equal(first.DataFiles, second.DataFiles);
        Assert.Equal(7, await Sql.RunAsync(second.ConnectionString, "select value from kept"));
    }
}
