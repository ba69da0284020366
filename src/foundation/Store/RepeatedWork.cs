using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Store;

/// <summary>
/// Work that a host repeats for as long as it runs. Whatever goes wrong with one turn, such as a database that is away, the next one is taken all the same: a
/// background service that throws would end, and its host with it.
/// </summary>
public abstract partial class RepeatedWork(TimeSpan between, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>An outage is told once, and now and then while it lasts.</summary>
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromMinutes(1);

    private long? _toldAt;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>One turn. What it does not come to, a later one does.</summary>
    protected abstract Task TakeTurnAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryTurnAsync(stoppingToken);
            await Task.Delay(between, Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected async Task TryTurnAsync(CancellationToken ct)
    {
        try
        {
            await TakeTurnAsync(ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The host stops; how its last turn ended does not matter any more.
        }
        catch (Exception e) when (_toldAt is not { } told || Clock.GetElapsedTime(told) >= ToldAgainAfter)
        {
            _toldAt = Clock.GetTimestamp();
            LogInterrupted(GetType().Name, e);
        }
        catch (Exception e)
        {
            LogStillInterrupted(GetType().Name, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Work} was interrupted and goes on shortly")]
    private partial void LogInterrupted(string work, Exception exception);

    [LoggerMessage(LogLevel.Debug, "{Work} is still interrupted: {Reason}")]
    private partial void LogStillInterrupted(string work, string reason);
}
