using System.Diagnostics;
using System.Globalization;

namespace Ledger.LocalPostgres.Tests;

/// <summary>Goal: whatever is wrong with a file is said in a sentence, or mended. Method: each file that a start reads is damaged in turn.</summary>
public sealed class A_damaged_cluster(StoppedCluster cluster) : IClassFixture<StoppedCluster>
{
    [Theory]
    [InlineData("cluster/data/PG_VERSION", "", "PG_VERSION names no version of PostgreSQL")]
    [InlineData("cluster/data/PG_VERSION", "fifteen\n", "PG_VERSION names no version of PostgreSQL")]
    [InlineData("cluster/data/PG_VERSION", "-1\n", "PG_VERSION names no version of PostgreSQL")]
    [InlineData("cluster/data/PG_VERSION", "99999999999999999999\n", "PG_VERSION names no version of PostgreSQL")]
    [InlineData("location", "", "location must hold the path of the data")]
    [InlineData("location", "somewhere", "location must hold the path of the data")]
    [InlineData("location", "\0", "location must hold the path of the data")]
    [InlineData("location", "/var/\0/x", "does not exist")]
    [InlineData("clone", "", "./ops/run --adopt")]
    [InlineData("clone", "x\ny\n", "./ops/run --adopt")]
    [InlineData("cluster/owner", "", "./ops/run --adopt")]
    [InlineData("cluster/owner", "another\n/where/ever\n", "is that of /where/ever, or a copy of it")]
    [InlineData("cluster/password", "", "does not hold a password")]
    public Task Is_refused_in_a_sentence(string file, string content, string sentence) =>
        cluster.WithAsync(file, content, async () => Assert.Contains(sentence, await cluster.RefusedAsync(), StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("garbage")]
    [InlineData("0\n")]
    [InlineData("-1\n")]
    [InlineData("99999999999999999999\n")]
    public Task Starts_with_a_pid_file_that_is_none(string pid) => MustStartAsync(PidFile(pid));

    [Fact]
    public async Task Starts_although_the_pid_is_that_of_no_program_or_another()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync();
        await MustStartAsync(PidFile(gone.Id.ToString(CultureInfo.InvariantCulture)));

        using var other = Process.Start("sleep", "60");
        await MustStartAsync(PidFile(other.Id.ToString(CultureInfo.InvariantCulture)));
        Assert.False(other.HasExited);
        other.Kill();

        // A server of PostgreSQL, but of another data directory.
        await using var server = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        var pid = server.ServerProcessId;
        await MustStartAsync(PidFile($"{pid}"));
        Assert.Equal(pid, server.ServerProcessId);
        Assert.Equal(1, await Sql.RunAsync(server.ConnectionString, "select 1"));
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("70000")]
    [InlineData("0")]
    public Task Takes_another_port_for_one_that_is_none(string port) =>
        cluster.WithAsync("cluster/data/ledger.conf", $"port = '{port}'\n", async () => await (await cluster.StartAsync()).DisposeAsync());

    [Theory]
    [InlineData("lock")]
    [InlineData("location")]
    [InlineData("clone")]
    [InlineData("host.pid")]
    [InlineData("cluster/owner")]
    [InlineData("cluster/password")]
    [InlineData("cluster/postgres.log")]
    [InlineData("cluster/data/PG_VERSION")]
    [InlineData("cluster/data/postmaster.pid")]
    [InlineData("cluster/data/ledger.conf")]
    public Task Has_a_directory_where_a_file_should_be(string file) => cluster.WithAsync(file, null, async () =>
    {
        // Either that is said, or the file is not needed; it is never anything else.
        if (await Record.ExceptionAsync(async () => await (await cluster.StartAsync()).DisposeAsync()) is { } refused)
        {
            Assert.IsAssignableFrom<LocalClusterException>(refused);
        }
    });

    [Fact]
    public async Task Is_not_deleted_for_a_directory_that_says_it_were_its_own()
    {
        var thief = Orphans.NewDirectory();
        Directory.CreateDirectory(thief);
        await File.WriteAllTextAsync(Path.Combine(thief, "location"), cluster.At("cluster") + "\n");
        await Orphans.DeleteAsync(thief);
        Assert.True(Directory.Exists(cluster.At("cluster")));
        Assert.False(Directory.Exists(thief));
    }

    private Task MustStartAsync(string pidFile) => cluster.WithAsync("cluster/data/postmaster.pid", pidFile, async () =>
    {
        await using var started = await cluster.StartAsync();
        Assert.Equal(1, await Sql.RunAsync(started.ConnectionString, "select 1"));
    });

    private string PidFile(string pid) => $"{pid}\n{cluster.At("cluster/data")}\n1\n5432\n\n127.0.0.1\n1\nready\n";
}
