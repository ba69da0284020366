using JasperFx.Events.Daemon;

namespace Ledger.Store.Projections;

/// <summary>A projection of this host that has stopped or hangs, until it has moved again.</summary>
/// <param name="why">What stopped it.</param>
/// <param name="position">Where it was then.</param>
internal sealed class Trouble(string why, long position)
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(8);

    private long _triedAt;
    private long? _stoppedAt;

    public string Why { get; private set; } = why;

    public int Restarts { get; private set; }

    /// <summary>It has moved since, or has nothing left to do.</summary>
    public bool IsOver(long now, long highWaterMark) => now > position || now >= highWaterMark;

    /// <summary>
    /// Whether it should be started again now. Tries come at growing intervals, for a fault of another kind than an outage may last. An event that has stopped
    /// it twice is not tried again: only a mended build gets past it.
    /// </summary>
    public bool IsDue(ShardFailure? failure, TimeProvider clock)
    {
        Why = failure?.Message ?? Why;
        var at = failure is { IsTransient: false } ? failure.Event?.Sequence : null;
        if ((at is not null && at == _stoppedAt) || (Restarts > 0 && clock.GetElapsedTime(_triedAt) < Pause))
        {
            return false;
        }

        (Restarts, _triedAt, _stoppedAt) = (Restarts + 1, clock.GetTimestamp(), at);
        return true;
    }

    /// <summary>The database was away: that may have been the reason, whatever was said, so each is tried anew.</summary>
    public void Forgive() => (Restarts, _stoppedAt) = (0, null);

    private TimeSpan Pause => TimeSpan.FromSeconds(Math.Min(PauseMax.TotalSeconds, Math.Pow(2, Math.Min(Restarts, 10) - 1)));
}
