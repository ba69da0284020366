using System.Globalization;
using Ledger.Door.Reads;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Feed;

/// <summary>What is asked of the feed: after which position, how much of it, as what.</summary>
internal sealed record FeedRequest(long After, int Limit, FeedFormat Format)
{
    public const string LastEventId = "Last-Event-ID";

    public static (FeedRequest? Request, Problem? Problem) Read(HttpRequest request)
    {
        if (FeedFormats.Of(request) is not { } format)
        {
            return (null,
                Problem.Of(Problems.NotAcceptable, $"The feed is written as {FeedFormats.Json}, {FeedFormats.CloudEventsBatch} or {FeedFormats.EventStream}."));
        }

        if (!TryRead(request.Query["after"], 0, long.MaxValue, out var after))
        {
            return (null, Invalid("after", "Must be a ledger position, 0 or more."));
        }

        if (!TryRead(request.Query["limit"], PageRequest.LimitDefault, PageRequest.LimitMax, out var limit) || limit == 0)
        {
            return (null, Invalid("limit", $"Must be 1 to {PageRequest.LimitMax}."));
        }

        // A client that lost its stream asks for the same address again; where it had come to is in the header.
        return format != FeedFormat.EventStream || TryRead(request.Headers[LastEventId], after, long.MaxValue, out after)
            ? (new(after, (int)limit, format), null)
            : (null, Invalid(LastEventId, "Must be the id of the last event received."));
    }

    private static Problem Invalid(string parameter, string detail) => Problem.Of(Problems.InvalidQuery, detail, [new(parameter, "out-of-range", detail)]);

    private static bool TryRead(Microsoft.Extensions.Primitives.StringValues values, long absent, long max, out long value)
    {
        value = absent;
        return values.Count == 0 || (values is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max);
    }
}
