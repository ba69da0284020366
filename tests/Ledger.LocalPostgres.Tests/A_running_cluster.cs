using System.Net;
using System.Net.NetworkInformation;
using Npgsql;

namespace Ledger.LocalPostgres.Tests;

public sealed class A_running_cluster(RunningCluster running) : IClassFixture<RunningCluster>
{
    private readonly LocalCluster cluster = running.Cluster;

    [Fact]
    public async Task Answers_to_its_connection_string()
    {
        Assert.Equal("ledger ledger UTF8 UTC on", await Sql.RunAsync(cluster.ConnectionString, """
            select concat_ws(' ', current_user, current_database(), current_setting('server_encoding'), current_setting('timezone'),
                current_setting('data_checksums'))
            """));
    }

    [Fact]
    public void Does_not_run_as_root()
    {
        var uids = File.ReadLines($"/proc/{cluster.ServerProcessId}/status").Single(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.DoesNotContain("0", uids.Split('\t')[1..]);
    }

    [Fact]
    public void Knows_nothing_of_the_hosts_environment()
    {
        var names = File.ReadAllText($"/proc/{cluster.ServerProcessId}/environ").Split('\0').Select(pair => pair.Split('=')[0]);

        // What begins with PG comes from pg_ctl, and what follows LC_ALL from the shell that it starts the server with.
        var told = names.Where(name => !name.StartsWith("PG", StringComparison.Ordinal));
        Assert.Empty(told.Except(["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_", ""]));
    }

    [Fact]
    public void Listens_on_loopback_only()
    {
        var port = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Port;
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == port);
        Assert.Equal([IPAddress.Loopback], listeners.Select(listener => listener.Address));
    }

    [Theory]
    [InlineData("ledger", "wrong")]
    [InlineData("postgres", "wrong")]
    [InlineData("ledger", null)]
    public async Task Refuses_a_wrong_password(string user, string? password)
    {
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Username = user, Password = password, Pooling = false };
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.RunAsync(wrong.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Gives_the_ledger_no_superuser()
    {
        Assert.Equal("off", await Sql.RunAsync(cluster.ConnectionString, "show is_superuser"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(cluster.ConnectionString, "copy (select 1) to program 'cat'"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Keeps_its_password_and_data_to_itself()
    {
        var password = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Password!;
        Assert.Equal(64, password.Length);
        var file = Path.Combine(Path.GetDirectoryName(cluster.DataFiles)!, "password");
        Assert.Equal(password, (await File.ReadAllTextAsync(file)).Trim());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cluster.DataFiles));
    }

    [Fact]
    public async Task Creates_databases_and_copies_of_them()
    {
        var original = await cluster.CreateDatabaseAsync("original");
        await Sql.RunAsync(original, "create table mark as select 42 as value");
        var copy = await cluster.CreateDatabaseAsync("a \"copy\"", template: "original");
        Assert.Equal(42, await Sql.RunAsync(copy, "select value from mark"));
        await cluster.DropDatabaseAsync("a \"copy\"");
        await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(copy, "select 1"));
    }
}
