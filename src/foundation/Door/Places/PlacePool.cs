using System.Threading.RateLimiting;

namespace Ledger.Door.Places;

/// <summary>So many places, a short queue before them, and a few seconds in it.</summary>
public sealed class PlacePool(int places, int queue, TimeProvider clock) : IDisposable
{
    /// <summary>A request that waits longer for its turn than this is better told so.</summary>
    public const int QueueSecondsMax = 5;

    private readonly ConcurrencyLimiter _limiter =
        new(new() { PermitLimit = places, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public long Taken => places - _limiter.GetStatistics()!.CurrentAvailablePermits;

    public long Queued => _limiter.GetStatistics()!.CurrentQueuedCount;

    /// <returns>Null when the queue was full, or it did not get its turn in time.</returns>
    public async ValueTask<RateLimitLease?> TakeAsync(CancellationToken gone)
    {
        var lease = _limiter.AttemptAcquire();
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(QueueSecondsMax), clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        try
        {
            lease = await _limiter.AcquireAsync(1, patience.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return null;
        }

        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        return null;
    }

    public void Dispose() => _limiter.Dispose();
}
