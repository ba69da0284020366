using System.Globalization;
using System.Threading.RateLimiting;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// What one app may have, all apps of its party, and all of its book: requests a minute, and requests and streams at the same time. So neither a party with
/// many apps nor a book with many parties can have all of the host.
/// </summary>
public sealed class AppLimiter : IDisposable
{
    private readonly Rate _party;
    private readonly Rate _book;
    private readonly PartitionedRateLimiter<HttpContext>[] _atOnce;

    public AppLimiter(IOptions<LimitSettings> options)
    {
        var settings = options.Value;
        Rate = new Rate("app", settings.RequestsPerMinute, Senders.AppOf);
        _party = new Rate("party", settings.PartyRequestsPerMinute, Senders.PartyOf);
        _book = new Rate("book", settings.BookRequestsPerMinute, Senders.BookOf);
        // Places come first: who is refused one has not used up a request of anybody.
        _atOnce =
        [
            Senders.AtOnce(settings.ConcurrentPerApp, RequestOf(Senders.AppOf)),
            Senders.AtOnce(settings.ConcurrentPerParty, RequestOf(Senders.PartyOf)),
            Senders.AtOnce(settings.ConcurrentPerBook, RequestOf(Senders.BookOf)),
            Senders.AtOnce(settings.StreamsPerApp, StreamOf(Senders.AppOf)),
            Senders.AtOnce(settings.StreamsPerParty, StreamOf(Senders.PartyOf)),
            Senders.AtOnce(settings.StreamsPerBook, StreamOf(Senders.BookOf)),
        ];
        All = PartitionedRateLimiter.CreateChained([.. _atOnce, Rate.Limiter, _party.Limiter, _book.Limiter]);
    }

    public Rate Rate { get; }

    public PartitionedRateLimiter<HttpContext> All { get; }

    internal void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = All;
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext, rejected.Lease);
    }

    /// <summary>Only a lease on the rate knows when there is more; when another request ends nobody knows.</summary>
    private static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var isRate = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return (isRate
            ? Problem.Of(Problems.TooManyRequests, "Nothing was recorded. Send the request again after the time in Retry-After.")
            : Problem.Of(
                Problems.TooManyAtOnce,
                "Nothing was recorded. Send the request again when one of the other requests of your app, party or book has been answered."))
                .ExecuteAsync(context);
    }

    public void Dispose()
    {
        All.Dispose();
        Array.ForEach(_atOnce, part => part.Dispose());
        Rate.Dispose();
        _party.Dispose();
        _book.Dispose();
    }

    private static Func<HttpContext, object?> RequestOf(Func<HttpContext, object?> senderOf) =>
        context => Senders.IsStream(context) ? null : senderOf(context);

    private static Func<HttpContext, object?> StreamOf(Func<HttpContext, object?> senderOf) =>
        context => Senders.IsStream(context) ? senderOf(context) : null;
}
