using System.ComponentModel;
using Npgsql;

namespace Ledger.LocalPostgres;

/// <summary>
/// A PostgreSQL of the process's own: loopback only, a random password, never as root. It survives its host: a start adopts or recovers what is there.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly LocalClusterOptions options;
    private readonly ClusterHome home;
    private readonly Server server;
    private readonly ClusterLock held;
    private readonly LedgerDatabase database;
    private readonly SemaphoreSlim turn = new(1, 1);
    private bool stopped;

    private LocalCluster(LocalClusterOptions options, ClusterHome home, Server server, ClusterLock held, LedgerDatabase database)
    {
        this.options = options;
        this.home = home;
        this.server = server;
        this.held = held;
        this.database = database;
    }

    /// <summary>To the database <c>ledger</c>, as the user <c>ledger</c>. It holds the password: do not log it.</summary>
    public string ConnectionString => database.ConnectionString(LedgerDatabase.Name);

    /// <summary>Where the data files are; beside <see cref="LocalClusterOptions.DataDirectory"/> only where an ordinary user cannot reach that.</summary>
    public string DataFiles => home.Data;

    /// <summary>The server's log file.</summary>
    public string ServerLog => home.Log;

    /// <summary>The server's process, or null when it is down.</summary>
    public int? ServerProcessId => Postmaster.Running(home.Data)?.ProcessId;

    /// <summary>Starts the cluster, which is created first where there is none, or adopts the server that a killed host left running.</summary>
    /// <exception cref="PostgresNotFoundException">This machine has no PostgreSQL; the message names the line to type.</exception>
    /// <exception cref="LocalClusterException">It cannot be started; the message says what to do.</exception>
    public static async Task<LocalCluster> StartAsync(LocalClusterOptions options, CancellationToken ct = default)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new LocalClusterException(
                "The ledger can start its own PostgreSQL only on Linux and macOS. Set ConnectionStrings__Ledger to a PostgreSQL server.");
        }

        try
        {
            if (options.Throwaway)
            {
                await Orphans.SweepAsync(options.Report, ct);
            }

            Directory.CreateDirectory(options.DataDirectory);
            var held = ClusterLock.Take(options.DataDirectory);
            try
            {
                return await StartAsync(options, held, ct);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or NpgsqlException or Win32Exception)
        {
            throw new LocalClusterException(
                $"The local PostgreSQL in {options.DataDirectory} cannot be used: {refused.Message} {Advice.For(refused.Message)}", refused);
        }
    }

    /// <summary>
    /// The connection string of a further database, which is created where there is none; a copy of <paramref name="template"/> where one is named.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string name, string? template = null, CancellationToken ct = default)
    {
        await database.CreateAsync(name, template, ct);
        return database.ConnectionString(name);
    }

    /// <summary>Drops a further database, and ends the connections to it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken ct = default) => database.DropAsync(name, ct);

    /// <summary>Starts the server again, on the same port, when it has died. Does nothing when it runs or was stopped.</summary>
    public async Task EnsureRunningAsync(CancellationToken ct = default)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (!stopped && ServerProcessId is null)
            {
                await Ownership.ProveStillAsync(options.DataDirectory, home.Path, ct);
                options.Report("PostgreSQL stopped unexpectedly and is being restarted.");
                await server.EnsureRunningAsync(database.Port, ct);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Until cancelled, starts the server again whenever it has died: nobody else would.</summary>
    public async Task KeepRunningAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(WatchInterval);
        var said = "";
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                var failed = await TryEnsureRunningAsync(ct);
                if (failed.Length > 0 && failed != said)
                {
                    options.Report(failed);
                }

                said = failed;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            options.Report("PostgreSQL is no longer monitored and will not be restarted.");
        }
    }

    /// <summary>Stops the server: open transactions are rolled back, a checkpoint is written, and the next start needs no recovery.</summary>
    public async Task StopAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (!stopped)
            {
                ForgetPool();
                await server.StopAsync(options.Throwaway ? "immediate" : "fast");
                stopped = true;
                held.Dispose();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops the server, and deletes a throw-away cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (options.Throwaway && Directory.Exists(options.DataDirectory))
        {
            await Orphans.DeleteAsync(options.DataDirectory);
        }
    }

    /// <returns>Why it cannot run; empty when it does.</returns>
    private async Task<string> TryEnsureRunningAsync(CancellationToken ct)
    {
        try
        {
            await EnsureRunningAsync(ct);
            return "";
        }
        catch (Exception failed) when (!ct.IsCancellationRequested)
        {
            // A full disk may be freed, and whatever else is wrong may pass, so the watch goes on.
            return failed.Message;
        }
    }

    private static async Task<LocalCluster> StartAsync(LocalClusterOptions options, ClusterLock held, CancellationToken ct)
    {
        var home = await ClusterHome.OpenAsync(options.DataDirectory, options.Report, ct);
        var places = PostgresPlaces.OfThisMachine(options.DataDirectory);
        var binaries = await PostgresBinaries.FindAsync(places, home.User, home.MajorOfData, ct);
        var password = await ServerPassword.ReadOrCreateAsync(home, ct);
        if (!home.HasData)
        {
            await NewCluster.CreateAsync(home, binaries, options, ct);
        }

        var server = new Server(home, binaries, options);
        try
        {
            var database = new LedgerDatabase(await server.EnsureRunningAsync(port: null, ct), password);
            await database.EnsureAsync(ct);
            return new LocalCluster(options, home, server, held, database);
        }
        catch when (options.Throwaway || ct.IsCancellationRequested)
        {
            await server.StopAsync("fast");
            throw;
        }
    }

    // A pooled connection of before the stop would greet the next user of the same connection string with an error.
    private void ForgetPool()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
