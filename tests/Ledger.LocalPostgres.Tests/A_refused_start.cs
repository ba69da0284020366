namespace Ledger.LocalPostgres.Tests;

public sealed class A_refused_start : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Names_the_process_that_has_the_cluster_open()
    {
        using var host = await OtherHost.StartAsync(scratch.Path);
        var refused = await Assert.ThrowsAsync<LocalClusterException>(() => LocalCluster.StartAsync(scratch.Durable()));
        Assert.Matches(@"Another process \(pid \d+\) has the ledger in .* open\. Stop it first", refused.Message);
        host.Kill();
        await using var adopted = await LocalCluster.StartAsync(scratch.Durable());
    }

    [Fact]
    public async Task Names_the_line_to_type_when_there_is_no_PostgreSQL()
    {
        var nowhere = new PostgresPlaces(null, [scratch.At("postgres")], [scratch.At("lib", "*", "bin")], scratch.At("bin"));
        var refused = await Assert.ThrowsAsync<PostgresNotFoundException>(() => PostgresBinaries.FindAsync(nowhere, null, null, default));
        Assert.Contains("Type: ./ops/run\n", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install -y postgresql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_version_that_the_data_needs()
    {
        Directory.CreateDirectory(scratch.At("cluster", "data"));
        await File.WriteAllTextAsync(scratch.At("cluster", "data", "PG_VERSION"), "9\n");
        var refused = await Assert.ThrowsAsync<PostgresNotFoundException>(() => LocalCluster.StartAsync(scratch.Durable()));
        Assert.Contains("The data was written by PostgreSQL 9", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install -y postgresql-9", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a password\n")]
    public async Task Says_that_the_password_file_is_no_password(string content)
    {
        Directory.CreateDirectory(scratch.At("cluster"));
        await File.WriteAllTextAsync(scratch.At("cluster", "password"), content);
        var refused = await Assert.ThrowsAsync<LocalClusterException>(() => LocalCluster.StartAsync(scratch.Durable()));
        Assert.Contains("password does not hold a password", refused.Message, StringComparison.Ordinal);
        Assert.Contains("./ops/reset", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_end_of_the_servers_log()
    {
        var unknown = scratch.Durable() with { Settings = new Dictionary<string, string> { ["no_such_setting"] = "on" } };
        var refused = await Assert.ThrowsAsync<LocalClusterException>(() => LocalCluster.StartAsync(unknown));
        Assert.Contains("unrecognized configuration parameter \"no_such_setting\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Remove it from the extra settings", refused.Message, StringComparison.Ordinal);

        // A refusal leaves nothing held: the next start, with the setting gone, is a normal one.
        await using var cluster = await LocalCluster.StartAsync(scratch.Durable());
    }

    [Fact]
    public async Task Does_not_take_a_lost_data_directory_for_an_empty_ledger()
    {
        Directory.CreateDirectory(scratch.Path);
        await File.WriteAllTextAsync(scratch.At("location"), scratch.At("gone") + "\n");
        var refused = await Assert.ThrowsAsync<LocalClusterException>(() => LocalCluster.StartAsync(scratch.Durable()));
        Assert.Contains("that directory does not exist", refused.Message, StringComparison.Ordinal);
        File.Delete(scratch.At("location"));
    }
}
