using System.Globalization;
using System.Net.ServerSentEvents;
using Ledger.Client.Sending;

namespace Ledger.Client.Feed;

/// <summary>The feed as server-sent events.</summary>
internal sealed class EventStream(Courier courier, LedgerClientOptions options)
{
    private const string MediaType = "text/event-stream";

    /// <summary>Takes events until the stream ends or breaks, which is nothing unusual.</summary>
    public async ValueTask<Attempt> FollowAsync(Follower follower, FollowOptions follow, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(options.Retry.AttemptTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        return await Courier.GuardedAsync(
            async () =>
            {
                using var response = await courier.SendAsync(() => Request(follower.Position), either.Token);
                if (!response.IsSuccessStatusCode)
                {
                    return Answers.Read(response, await response.Content.ReadAsByteArrayAsync(either.Token));
                }

                if (response.Content.Headers.ContentType?.MediaType != MediaType)
                {
                    return Answers.Of(new Problem("http-406", 406, "The feed is not served as a stream."));
                }

                silence.CancelAfter(Timeout.InfiniteTimeSpan);
                await using var body = await response.Content.ReadAsStreamAsync(either.Token);
                await TakeAsync(new ImpatientStream(body, follow.SilenceMax, options.Time), follower, cancel);
                return Attempt.Lost("the feed ended", false);
            },
            lost => lost,
            cancel);
    }

    private static async Task TakeAsync(Stream body, Follower follower, CancellationToken cancel)
    {
        try
        {
            await foreach (var item in SseParser.Create(body, (_, data) => CloudEvent.Read(data)).EnumerateAsync(cancel))
            {
                await follower.TakeAsync(item.Data, cancel);
            }
        }
        finally
        {
            await follower.RestAsync(follower.Position);
        }
    }

    private HttpRequestMessage Request(long after)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{courier.Book}/events?after={after}"));
        request.Headers.Add("Accept", MediaType);
        return request;
    }
}
