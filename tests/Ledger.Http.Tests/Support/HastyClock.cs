using System.Collections.Concurrent;

namespace Ledger.Http.Tests;

/// <summary>A clock on which a thousand times as much time passes, for limits that a test cannot wait for.</summary>
internal sealed class HastyClock : TimeProvider
{
    private const int Haste = 1000;

    /// <summary>What was waited for, as who waits sees it.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override long GetTimestamp() => base.GetTimestamp() * Haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime / Haste, period);
    }
}
