using Microsoft.Extensions.Hosting;

namespace Ledger.Access;

/// <summary>Writes down what others have noted in memory: every second, and what is left when the host stops. So no request waits for it.</summary>
public abstract class WriteBehind(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected TimeProvider Clock { get; } = clock;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAsync(stoppingToken);
        }
    }

    protected abstract Task WriteAsync(CancellationToken ct);
}
