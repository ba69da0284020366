using System.Globalization;
using Ledger.Client.Sending;

namespace Ledger.Client.Feed;

/// <summary>The feed page by page.</summary>
internal sealed class EventPages(Courier courier, LedgerClientOptions options)
{
    private const int PageSize = 200;

    private readonly RetryLoop<Attempt> _retries = new(options.Retry, options.Time);

    public async Task<EventPage> GetAsync(long after, CancellationToken cancel)
    {
        var last = await _retries.RunAsync(attempts => AskAsync(after, attempts), null, cancel);
        return PageOf(last)
            ?? throw (
                last.Problem is { Retryable: not Retryable.SameKey } problem ? new LedgerRefusedException(problem) : new LedgerUnavailableException(last.Why));
    }

    /// <summary>Takes one page.</summary>
    public async ValueTask<Attempt> FollowAsync(Follower follower, CancellationToken cancel)
    {
        var answer = await AskAsync(follower.Position, cancel);
        if (answer.Body is null)
        {
            return answer;
        }

        if (PageOf(answer) is not { } page)
        {
            return Attempt.Lost("a page of the feed is unexpected", false);
        }

        foreach (var recorded in page.Events)
        {
            await follower.TakeAsync(recorded, cancel);
        }

        await follower.RestAsync(page.Next);
        return answer;
    }

    private static EventPage? PageOf(Attempt answer) => answer.Body is null ? null : Wire.TryRead<EventPage>(answer.Body);

    private ValueTask<Attempt> AskAsync(long after, CancellationToken cancel) => courier.AskAsync(
        () =>
        {
            var request =
                new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{courier.Book}/events?after={after}&limit={PageSize}"));
            request.Headers.Add("Accept", "application/json");
            return request;
        },
        TimeSpan.Zero,
        cancel);
}
