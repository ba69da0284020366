namespace Ledger.Cli.Load;

/// <summary>Pauses that double up to a limit, each spread at random over its upper half so that many clients do not come back at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private readonly Random _random = new();
    private int _pauses;

    public void Reset() => _pauses = 0;

    public Task Pause(CancellationToken cancel, TimeSpan? atLeast = null)
    {
        var full = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(_pauses++, 20)));
        var pause = TimeSpan.FromSeconds(full * (0.5 + _random.NextDouble() / 2));
        return Task.Delay(atLeast > pause ? atLeast.Value : pause, time, cancel);
    }
}
