using System.Diagnostics;

namespace Ledger.LocalPostgres.Tests;

/// <summary>
/// Goal: nothing of an original is adopted, written, stopped or deleted by a copy of it, and a clone that was moved goes on. Method: <c>cp -a</c> and
/// <c>mv</c> of clones whose ledger runs, was left behind by a killed host, or is stopped.
/// </summary>
public sealed class A_copied_clone : IAsyncDisposable
{
    private readonly ScratchClone clones = new();

    private string One => clones.One;

    private string Two => clones.At("two");

    public ValueTask DisposeAsync() => clones.DisposeAsync();

    [Fact]
    public async Task Leaves_the_running_server_of_the_original_alone()
    {
        await clones.StoppedAsync();
        await using var original = await ScratchClone.StartAsync(One);
        await Script.CopyAsync(One, Two);

        var refused = await ScratchClone.RefusedAsync(Two);
        Assert.Contains($"is that of {One}/.ledger, or a copy of it", refused, StringComparison.Ordinal);
        Assert.Contains("was running when it was copied", refused, StringComparison.Ordinal);
        Assert.Contains("./ops/reset", refused, StringComparison.Ordinal);
        Assert.Contains("ops/run --adopt", refused, StringComparison.Ordinal);

        var (adopted, said) = await Script.RunAsync($"{Two}/ops/run", "--adopt", "--no-demo");
        Assert.Equal(1, adopted);
        Assert.Contains("may be damaged", said, StringComparison.Ordinal);
        var (reset, _) = await Script.RunAsync($"{Two}/ops/reset", "--yes");
        Assert.Equal(0, reset);
        Assert.False(Directory.Exists($"{Two}/.ledger"));
        Assert.Equal(7, await Sql.RunAsync(original.ConnectionString, "select value from kept"));
        Assert.True(File.Exists($"{One}/.ledger/cluster/data/postmaster.pid"));

        // An empty ledger begins where the copy was.
        await using var own = await ScratchClone.StartAsync(Two);
        Assert.NotEqual(original.ServerProcessId, own.ServerProcessId);
    }

    [Fact]
    public async Task Leaves_alone_what_a_killed_host_of_the_original_left_running()
    {
        await clones.StoppedAsync();
        using var host = await OtherHost.StartAsync($"{One}/.ledger");
        host.Kill();
        await Script.CopyAsync(One, Two);

        await ScratchClone.RefusedAsync(Two);
        Assert.Equal(0, (await Script.RunAsync($"{Two}/ops/reset", "--yes")).ExitCode);
        await using var adopted = await ScratchClone.StartAsync(One);
        Assert.Equal(host.ServerProcessId, adopted.ServerProcessId);
    }

    [Fact]
    public async Task Of_a_stopped_ledger_is_started_only_when_it_is_adopted()
    {
        await clones.StoppedAsync();
        await Script.CopyAsync(One, Two);
        var refused = await ScratchClone.RefusedAsync(Two);
        Assert.Contains($"is that of {One}/.ledger, or a copy of it", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("was running", refused, StringComparison.Ordinal);
        var (code, said) = await Script.RunAsync($"{Two}/ops/run", "--no-demo");
        Assert.Equal((1, refused + "\n"), (code, said));

        await AdoptAsync(Two);
        await using var copy = await ScratchClone.StartAsync(Two);
        await using var original = await ScratchClone.StartAsync(One);
        Assert.Equal(7, await Sql.RunAsync(copy.ConnectionString, "select value from kept"));
        Assert.NotEqual(original.ServerProcessId, copy.ServerProcessId);
    }

    [Fact]
    public async Task In_the_place_of_the_original_is_still_a_copy()
    {
        await clones.StoppedAsync();
        await using var original = await ScratchClone.StartAsync(One);
        Directory.Move(One, Two);
        Assert.Contains("was moved or deleted", (await NotRestartedAsync(original)).Message, StringComparison.Ordinal);
        await Script.CopyAsync(Two, One);

        // Neither a new host nor the one that is at work takes the copy for the original's.
        await ScratchClone.RefusedAsync(One);
        await NotRestartedAsync(original);
        Assert.Equal(0, (await Script.RunAsync($"{One}/ops/reset", "--yes")).ExitCode);
        Assert.Equal(7, await Sql.RunAsync(original.ConnectionString, "select value from kept"));
        await original.StopAsync();
        await using var moved = await ScratchClone.StartAsync(Two);
        Assert.Equal(7, await Sql.RunAsync(moved.ConnectionString, "select value from kept"));
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    public async Task That_was_only_moved_goes_on(string how)
    {
        await clones.StoppedAsync();
        var server = 0;
        if (how == "killed")
        {
            using var host = await OtherHost.StartAsync($"{One}/.ledger");
            host.Kill();
            server = host.ServerProcessId;
        }

        Directory.Move(One, Two);
        await using var moved = await ScratchClone.StartAsync(Two);
        Assert.Equal(7, await Sql.RunAsync(moved.ConnectionString, "select value from kept"));
        Assert.True(server == 0 || server == moved.ServerProcessId);

        // What was copied while it had its earlier name is a copy as before, and so is what is copied now.
        await moved.StopAsync();
        await Script.CopyAsync(Two, One);
        Assert.Contains($"is that of {Two}/.ledger", await ScratchClone.RefusedAsync(One), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_ledger_is_a_link_does_not_follow_it()
    {
        Directory.CreateDirectory(clones.At("disk"));
        Directory.CreateDirectory(One);
        Directory.CreateSymbolicLink($"{One}/.ledger", clones.At("disk"));
        var data = await clones.StoppedAsync();
        await Script.CopyAsync(One, Two);

        Assert.Contains($"is that of {One}/.ledger", await ScratchClone.RefusedAsync(Two), StringComparison.Ordinal);
        Assert.Contains("is a link that leads to the ledger of", (await Script.RunAsync($"{Two}/ops/run", "--adopt")).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await Script.RunAsync($"{Two}/ops/reset", "--yes")).ExitCode);
        Assert.False(Path.Exists($"{Two}/.ledger"));
        Assert.True(File.Exists($"{data}/PG_VERSION"));

        Assert.Equal(0, (await Script.RunAsync($"{One}/ops/reset", "--yes")).ExitCode);
        Assert.False(Path.Exists(clones.At("disk")));
    }

    [Fact]
    public async Task Is_the_same_clone_by_any_of_its_names()
    {
        await clones.StoppedAsync();
        Directory.CreateSymbolicLink(Two, One);
        await using var cluster = await ScratchClone.StartAsync(Two);
        Assert.Equal(7, await Sql.RunAsync(cluster.ConnectionString, "select value from kept"));
        Assert.Contains("Another process", await ScratchClone.RefusedAsync(One), StringComparison.Ordinal);
        await cluster.StopAsync();
        Directory.Delete(Two);
    }

    [Fact]
    public async Task From_before_marks_is_known_by_where_its_server_was_started()
    {
        var data = await clones.StoppedAsync();
        File.Delete($"{One}/.ledger/clone");
        File.Delete($"{One}/.ledger/cluster/owner");
        await Script.CopyAsync(One, Two);

        Assert.Contains($"is that of {One}/.ledger", await ScratchClone.RefusedAsync(Two), StringComparison.Ordinal);
        await using (await ScratchClone.StartAsync(One))
        {
            Assert.True(File.Exists($"{data}/../owner"));
        }

        await AdoptAsync(Two);
        await using var copy = await ScratchClone.StartAsync(Two);
        Assert.Equal(7, await Sql.RunAsync(copy.ConnectionString, "select value from kept"));
    }

    [Fact]
    public async Task Does_not_stop_the_witnesses_of_the_original()
    {
        await clones.StoppedAsync();
        Directory.CreateDirectory($"{One}/.ledger/witness");
        using var witness = Process.Start("bash", ["-c", $"exec >{One}/.ledger/witness/customer.log; exec -a 'witness serve' sleep 60"]);
        await File.WriteAllTextAsync($"{One}/.ledger/witness/customer.pid", $"{witness.Id}\n");
        await Script.CopyAsync(One, Two);
        while (!File.Exists($"{One}/.ledger/witness/customer.log"))
        {
            await Task.Delay(20);
        }

        await Script.RunAsync($"{Two}/ops/reset", "--yes");
        Assert.False(witness.HasExited);
        var (_, said) = await Script.RunAsync($"{One}/ops/reset", "--yes");
        Assert.Contains($"Stopping the witness customer (pid {witness.Id})", said, StringComparison.Ordinal);
        await witness.WaitForExitAsync();
    }

    private static Task<LocalClusterException> NotRestartedAsync(LocalCluster cluster) =>
        Assert.ThrowsAsync<LocalClusterException>(() => cluster.EnsureRunningAsync());

    private static async Task AdoptAsync(string clone)
    {
        // The scripts stand alone here, so the run ends at the sources that it has nothing of.
        const string adopt = "source ops/lib/base.sh && state=$root/.ledger && source ops/lib/own.sh && adopt";
        var (code, said) = await Script.RunAsync("bash", "-c", $"cd {clone} && {adopt}");
        Assert.True(code == 0, said);
    }
}
