using Microsoft.Extensions.Logging;

namespace Ledger.Access;

/// <summary>Writes down what others have noted in memory: every second, and what is left when the host stops. So no request waits for it.</summary>
public abstract class WriteBehind(TimeProvider clock, ILogger log) : RepeatedWork(TimeSpan.FromSeconds(1), clock, log)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryTurnAsync(cancellationToken);
    }
}
