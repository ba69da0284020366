using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Store.Hosts;

/// <summary>
/// Holds a lock in the database for as long as the host is at work. A host that works alone, because it started its PostgreSQL itself, takes it for itself;
/// all others share it. So nobody joins a host that takes no account of others, nor the other way round.
/// </summary>
public sealed partial class HostPresence(LedgerConnections connections, bool isShared, IHostApplicationLifetime lifetime, ILogger<HostPresence> log)
    : HostStart, IAsyncDisposable
{
    /// <summary>Any number that no other lock in this database uses.</summary>
    public const long Lock = 0x4C_45_44_47_48_4F_53_54;

    /// <summary>The server needs a moment to notice that a killed host is gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopped = new();
    private NpgsqlConnection? _held;
    private Task _watch = Task.CompletedTask;

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        _held = await TakeAsync(cancellationToken) ?? throw new StartRefusedException(Refusal);
        _watch = Task.Run(() => WatchAsync(_stopped.Token), CancellationToken.None);
    }

    /// <summary>Given back last, when nothing of the host works on the database any more.</summary>
    public override Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>A host that was refused after this is never stopped, only disposed of.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _watch;
        await CloseAsync();
    }

    private string Refusal => isShared
        ? "The database is in use by a host that works alone, because it started this PostgreSQL itself. Stop that host first, or give it, too, "
          + "ConnectionStrings__Ledger."
        : "Other hosts work on the database of this clone's PostgreSQL. Stop them first, or set ConnectionStrings__Ledger here as well.";

    /// <summary>A lost connection is lost presence: it is taken again, and who finds the place taken by a host that it must not work beside stops.</summary>
    private async Task WatchAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (_held is null)
                {
                    _held = await TakeAsync(ct);
                    if (_held is null)
                    {
                        LogTaken(Refusal);
                        lifetime.StopApplication();
                        return;
                    }
                }

                // Nothing is ever sent to this session, so that this ends with the connection.
                await _held.WaitAsync(ct);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                await CloseAsync();
                await PauseAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <returns>The connection that holds the lock; null when it stays taken.</returns>
    private async Task<NpgsqlConnection?> TakeAsync(CancellationToken ct)
    {
        var connection = await OwnSession.OpenAsync(
            new NpgsqlConnectionStringBuilder(connections.Owner) { KeepAlive = 30, ApplicationName = "ledger host" }.ConnectionString, ct);
        try
        {
            var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            do
            {
                if (await connection.ScalarAsync($"select pg_try_advisory_lock{(isShared ? "_shared" : "")}($1)", ct, Lock) is true)
                {
                    return connection;
                }

                await Task.Delay(Pause, ct);
            }
            while (Environment.TickCount64 < deadline);

            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task CloseAsync()
    {
        if (_held is { } held)
        {
            _held = null;
            await held.DisposeAsync();
        }
    }

    private static async Task PauseAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(Pause, ct);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the loop sees that too.
        }
    }

    [LoggerMessage(LogLevel.Critical, "The connection was lost, and the host cannot go on. {Why}")]
    private partial void LogTaken(string why);
}
