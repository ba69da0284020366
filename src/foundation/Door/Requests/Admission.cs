using Ledger.Door.Refusals;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Requests;

/// <summary>
/// That a request was let in, which holds for a moment only: one that goes on is judged again each second, as if it came now. A read then ends by itself.
/// A request that records looks here between what it records, for what it has begun is finished and answered.
/// </summary>
public sealed class Admission : IDisposable
{
    /// <summary>With the time that a key is remembered for, this stays within the five seconds in which a revocation must work.</summary>
    public static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly Func<Task<Problem?>> _judge;
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _timer;

    /// <param name="judge">Why the request would not be let in now. It is asked beside the request, which may be over by then: it must not use it.</param>
    public Admission(Func<Task<Problem?>> judge, TimeProvider clock)
    {
        _judge = judge;
        _timer = clock.CreateTimer(_ => _ = AskAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(AskEvery, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why the caller is not let in any more; null while it is.</summary>
    public Problem? Refused { get; private set; }

    /// <summary>Ends when the admission does.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The admission of a request; null at the addresses that are open to all.</summary>
    public static Admission? Of(HttpContext context) => context.Features.Get<Admission>();

    public void Dispose() => _timer.Dispose();

    private async Task AskAsync()
    {
        try
        {
            Refused = await _judge();
        }
        catch (Exception)
        {
            // The database is away, or the host stops: either ends the request by itself, or it is judged the next time.
        }

        if (Refused is null)
        {
            _timer.Change(AskEvery, Timeout.InfiniteTimeSpan);
        }
        else
        {
            await _ended.CancelAsync();
        }
    }
}
