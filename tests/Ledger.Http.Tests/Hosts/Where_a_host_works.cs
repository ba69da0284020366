using System.Diagnostics;
using Ledger.LocalPostgres;
using Ledger.Store.Hosts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Http.Tests.Hosts;

/// <summary>
/// Goal: a host works on one database, with sessions of its own, and beside no host that takes no account of others; or it does not start, and says why.
/// Method: connection strings that lead elsewhere, a pooler, and presences that meet.
/// </summary>
public sealed class Where_a_host_works : IAsyncLifetime
{
    private HostKeys _keys = null!;

    public async Task InitializeAsync() => _keys = await HostKeys.CreateAsync();

    public async Task DisposeAsync() => await _keys.DisposeAsync();

    [Theory]
    [InlineData("LedgerApp")]
    [InlineData("LedgerSealer")]
    public async Task Not_on_another_database_than_its_owner_prepared(string setting)
    {
        var here = new NpgsqlConnectionStringBuilder(_keys.Connection);
        await using var elsewhere = await HostKeys.CreateAsync();
        var refused = await _keys.RefusedAsync("first", ($"ConnectionStrings:{setting}", elsewhere.Connection));
        Assert.Contains($"ConnectionStrings:{setting} leads to hosts_", refused, StringComparison.Ordinal);
        Assert.Contains($"is not the database of ConnectionStrings:Ledger, {here.Database} at {here.Host}:{here.Port}", refused, StringComparison.Ordinal);

        // A database of the same name, in another cluster.
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        var twin = await cluster.CreateDatabaseAsync(here.Database!);
        Assert.Contains("is not the database of", await _keys.RefusedAsync("first", ($"ConnectionStrings:{setting}", twin)), StringComparison.Ordinal);

        await using var host = await _keys.StartAsync("first", ($"ConnectionStrings:{setting}", _keys.Connection));
    }

    [Theory]
    [InlineData("Ledger")]
    [InlineData("LedgerApp")]
    [InlineData("LedgerSealer")]
    public async Task Not_through_a_pooler_that_gives_each_transaction_another_session(string setting)
    {
        await using var pooler = new TransactionPooler(new NpgsqlConnectionStringBuilder(_keys.Connection).Port);
        var through = new NpgsqlConnectionStringBuilder(_keys.Connection) { Port = pooler.Port }.ConnectionString;
        var refused = await _keys.RefusedAsync("first", ($"ConnectionStrings:{setting}", through));
        Assert.Contains($"ConnectionStrings:{setting} leads through a pooler", refused, StringComparison.Ordinal);

        // And it has left no lock with anybody: the next host comes in.
        await using var host = await _keys.StartAsync("first");
    }

    [Theory]
    [InlineData("Ledger", "Host=127.0.0.1;Port=1;Username=x;Password=geheim", "leads to no database that answers")]
    [InlineData("Ledger", "geheim", "is no connection string")]
    [InlineData("LedgerApp", "Host=x;Gehe=im", "is no connection string")]
    [InlineData("LedgerSealer", "Port=geheim", "is no connection string")]
    public async Task Not_where_nothing_answers(string setting, string connection, string sentence)
    {
        var (code, said) = await RunAsync($"ConnectionStrings__{setting}", connection);
        Assert.Equal(1, code);
        Assert.Contains($"ConnectionStrings:{setting} {sentence}", said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_beside_a_host_that_works_alone_nor_alone_beside_others()
    {
        await using (var alone = Presence(isShared: false))
        {
            await alone.StartingAsync(default);
            await using var guest = Presence(isShared: true);
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => guest.StartingAsync(default));
            Assert.Contains("in use by a host that works alone", refused.Message, StringComparison.Ordinal);
            await using var second = Presence(isShared: false);
            await Assert.ThrowsAsync<StartRefusedException>(() => second.StartingAsync(default));
        }

        await using var one = Presence(isShared: true);
        await using var other = Presence(isShared: true);
        await one.StartingAsync(default);
        await other.StartingAsync(default);
        await using var late = Presence(isShared: false);
        Assert.Contains(
            "Other hosts work on the database", (await Assert.ThrowsAsync<StartRefusedException>(() => late.StartingAsync(default))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_when_its_connection_was_lost_unless_another_has_taken_its_place()
    {
        var stops = new Stops();
        await using var alone = Presence(isShared: false, stops);
        await alone.StartingAsync(default);
        await EndSessionsAsync();
        await UntilAsync(async () => await HoldersAsync() == 1);
        Assert.False(stops.IsAsked);

        await using var thief = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_keys.Connection) { Pooling = false }.ConnectionString);
        await thief.OpenAsync();
        await using var wait = new NpgsqlCommand($"select pg_advisory_lock_shared({HostPresence.Lock})", thief) { CommandTimeout = 60 };
        var taking = wait.ExecuteNonQueryAsync();
        await UntilAsync(async () => await WaitersAsync() == 1);
        await EndSessionsAsync(but: thief.ProcessID);
        await taking;
        await UntilAsync(() => Task.FromResult(stops.IsAsked));
    }

    private HostPresence Presence(bool isShared, Stops? stops = null) =>
        new(new LedgerConnections(_keys.Connection, new ConfigurationManager()), isShared, stops ?? new(), NullLogger<HostPresence>.Instance);

    private Task<object?> EndSessionsAsync(int but = 0) => _keys.ScalarAsync(
        $"select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and pid <> {but} "
        + "and database = (select oid from pg_database where datname = current_database())");

    private Task<long> HoldersAsync() => LocksAsync("granted");

    private Task<long> WaitersAsync() => LocksAsync("not granted");

    private async Task<long> LocksAsync(string which) => (long)(await _keys.ScalarAsync(
        $"select count(*) from pg_locks where locktype = 'advisory' and {which} "
        + "and database = (select oid from pg_database where datname = current_database())"))!;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var deadline = Environment.TickCount64 + 30_000; !await holds();)
        {
            Assert.True(Environment.TickCount64 < deadline);
            await Task.Delay(50);
        }
    }

    private async Task<(int Code, string Said)> RunAsync(string setting, string value)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Ledger"] = _keys.Connection;
        start.Environment[setting] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    private sealed class Stops : IHostApplicationLifetime
    {
        public bool IsAsked { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => IsAsked = true;
    }
}
