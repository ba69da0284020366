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

    [RootFact]
    public async Task Is_all_that_can_delete_its_data()
    {
        await using var clones = new ScratchClone();
        Directory.CreateDirectory(clones.One);
        File.SetUnixFileMode(clones.One, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var data = await clones.StoppedAsync();
        Assert.StartsWith("/var/lib/ledger/", data, StringComparison.Ordinal);
        var two = clones.At("two");
        await Script.CopyAsync(clones.One, two);

        Assert.Contains($"is that of {clones.One}/.ledger", await ScratchClone.RefusedAsync(two), StringComparison.Ordinal);
        var (code, said) = await Script.RunAsync($"{two}/ops/reset", "--yes");
        Assert.Equal(0, code);
        Assert.Contains($"Left alone: {Path.GetDirectoryName(data)}", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"{two}/.ledger"));

        // Nor can one that was never a copy, and has only the place of the data by heart.
        Directory.CreateDirectory($"{two}/.ledger");
        File.Copy($"{clones.One}/.ledger/location", $"{two}/.ledger/location");
        await ScratchClone.RefusedAsync(two);
        var (adopted, why) = await Script.RunAsync($"{two}/ops/run", "--adopt");
        Assert.Equal(1, adopted);
        Assert.Contains($"belongs to {clones.One}/.ledger, which is still there. Nothing was changed.", why, StringComparison.Ordinal);
        await Script.RunAsync($"{two}/ops/reset", "--yes");
        await using (var original = await ScratchClone.StartAsync(clones.One))
        {
            Assert.Equal(7, await Sql.RunAsync(original.ConnectionString, "select value from kept"));
        }

        Assert.Equal(0, (await Script.RunAsync($"{clones.One}/ops/reset", "--yes")).ExitCode);
        Assert.False(Directory.Exists(data));
    }
}
