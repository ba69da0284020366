using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Door.Feed;

/// <summary>What the feed is written as. The first is what a caller gets who does not mind.</summary>
internal enum FeedFormat
{
    Json,
    CloudEventsBatch,
    EventStream,
}

/// <summary>Content negotiation (RFC 9110, 12.5.1).</summary>
internal static class FeedFormats
{
    public const string Json = "application/json";
    public const string CloudEventsBatch = "application/cloudevents-batch+json";
    public const string EventStream = "text/event-stream";

    private static readonly (FeedFormat Format, string MediaType)[] Offered =
        [(FeedFormat.Json, Json), (FeedFormat.CloudEventsBatch, CloudEventsBatch), (FeedFormat.EventStream, EventStream)];

    /// <returns>Null when nothing that is offered is acceptable.</returns>
    public static FeedFormat? Of(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
        {
            return FeedFormat.Json;
        }

        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges))
        {
            return null;
        }

        var best = Offered.Select(offer => (offer.Format, Quality: QualityOf(offer.MediaType, ranges))).MaxBy(offer => offer.Quality);
        return best.Quality > 0 ? best.Format : null;
    }

    /// <summary>
    /// The most specific range that fits decides. The framework's own comparison would also take application/json to mean everything that ends in +json.
    /// </summary>
    private static double QualityOf(string mediaType, IList<MediaTypeHeaderValue> ranges) =>
        ranges.Where(range => Fits(range, mediaType)).OrderBy(range => range.MatchesAllTypes).ThenBy(range => range.MatchesAllSubTypes)
            .FirstOrDefault() is { } range ? range.Quality ?? 1 : 0;

    private static bool Fits(MediaTypeHeaderValue range, string mediaType) =>
        range.MatchesAllTypes || range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
            || (range.MatchesAllSubTypes && range.MatchesMediaType(mediaType));
}
