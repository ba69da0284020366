using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Ledger.Client.Sending;

namespace Ledger.Client.Feed;

/// <summary>The events of the book in the ledger's order, as far as the caller's role may see them.</summary>
public sealed class EventFeed
{
    private readonly LedgerClientOptions _options;
    private readonly EventPages _pages;
    private readonly EventStream _stream;

    internal EventFeed(Courier courier, LedgerClientOptions options) =>
        (_options, _pages, _stream) = (options, new EventPages(courier, options), new EventStream(courier, options));

    /// <summary>What there is after a position, to the present end.</summary>
    public async IAsyncEnumerable<LedgerEvent> ReadAsync(long after = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (long before = -1; before != after;)
        {
            var page = await _pages.GetAsync(after, cancel);
            foreach (var recorded in page.Events)
            {
                yield return recorded;
            }

            (before, after) = (after, page.Next);
        }
    }

    /// <summary>
    /// Hands each event to the handler, from the stored cursor on and as they are recorded, until cancelled. The cursor is stored when the handler has
    /// returned, so after a crash the last event may come again: a handler keeps the position with what it does, or does what may be done twice. A handler that
    /// throws ends the following.
    /// </summary>
    /// <exception cref="LedgerRefusedException">The ledger refuses to show the feed.</exception>
    public async Task FollowAsync(
        ICursorStore cursor, Func<LedgerEvent, CancellationToken, Task> handler, FollowOptions? options = null, CancellationToken cancel = default)
    {
        var follower = new Follower(cursor, handler, (options ??= new()).StoreEvery);
        await follower.BeginAsync(cancel);
        try
        {
            await FollowAsync(follower, options, cancel);
        }
        catch (HandlerFailedException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    private async Task FollowAsync(Follower follower, FollowOptions options, CancellationToken cancel)
    {
        var retries = new RetryLoop<Attempt>(_options.Retry with { Deadline = TimeSpan.MaxValue }, _options.Time);
        for (var isStream = !options.OnlyPages; ;)
        {
            // A round that brought something is a success, after which pauses begin small again.
            var last = await retries.RunAsync(
                async attempts =>
                {
                    var (from, round) = (follower.Position, await RoundAsync(follower, isStream, options, attempts));
                    return follower.Position > from ? round with { MayTryAgain = false, Problem = null } : round;
                },
                options.Waiting,
                cancel);
            if (last is { Problem: { } problem })
            {
                isStream = isStream && problem.Status is 406 or 415 ? false : throw new LedgerRefusedException(problem);
            }
        }
    }

    private async ValueTask<Attempt> RoundAsync(Follower follower, bool isStream, FollowOptions options, CancellationToken cancel)
    {
        if (isStream)
        {
            return await _stream.FollowAsync(follower, options, cancel);
        }

        var before = follower.Position;
        var round = await _pages.FollowAsync(follower, cancel);
        if (round.Reach == Reach.Answered && round.Problem is null && follower.Position == before)
        {
            await Task.Delay(options.PollEvery, _options.Time, cancel);
        }

        return round;
    }
}
