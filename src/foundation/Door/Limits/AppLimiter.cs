using System.Globalization;
using System.Threading.RateLimiting;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>What one app may have: requests a minute, and requests and streams at the same time.</summary>
public sealed class AppLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _atOnce;

    public AppLimiter(IOptions<LimitSettings> options)
    {
        var settings = options.Value;
        Rate = new Rate("app", settings.RequestsPerMinute, Senders.AppOf);
        _atOnce = PartitionedRateLimiter.Create<HttpContext, object>(context => Senders.AppOf(context) is not { } app
            ? RateLimitPartition.GetNoLimiter<object>("")
            : Senders.IsStream(context)
                ? RateLimitPartition.GetConcurrencyLimiter<object>(("stream", app), _ => new() { PermitLimit = settings.StreamsPerApp })
                : RateLimitPartition.GetConcurrencyLimiter<object>(("request", app), _ => new() { PermitLimit = settings.ConcurrentPerApp }));
        Both = PartitionedRateLimiter.CreateChained(Rate.Limiter, _atOnce);
    }

    public Rate Rate { get; }

    public PartitionedRateLimiter<HttpContext> Both { get; }

    internal void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = Both;
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext, rejected.Lease);
    }

    /// <summary>Only a lease on the rate knows when there is more; when another request ends nobody knows.</summary>
    private static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var isRate = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return (isRate
            ? Problem.Of(Problems.TooManyRequests, "Nothing was recorded. Send the request again after the time in Retry-After.")
            : Problem.Of(Problems.TooManyAtOnce, "Nothing was recorded. Send the request again when one of your other requests has been answered."))
                .ExecuteAsync(context);
    }

    public void Dispose()
    {
        Both.Dispose();
        _atOnce.Dispose();
        Rate.Dispose();
    }
}
