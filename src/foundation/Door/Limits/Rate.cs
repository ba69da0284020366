using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Limits;

/// <summary>
/// So many requests a minute for each of a kind of sender, from a bucket that is refilled evenly: who has been quiet may send a minute's worth at once. A
/// sender whose bucket is full again is forgotten, so that memory follows those who send and not those who ever sent.
/// </summary>
/// <param name="name">What the policy is called in the fields of an answer.</param>
/// <param name="keyOf">The sender; null when the request is not counted here.</param>
public sealed class Rate(string name, int perMinute, Func<HttpContext, object?> keyOf) : IDisposable
{
    /// <summary>Tokens come at most once a second; a rate below one a second gets one token at a time.</summary>
    private readonly int _tokens = Math.Max(1, perMinute / 60);

    public PartitionedRateLimiter<HttpContext> Limiter { get; } = PartitionedRateLimiter.Create<HttpContext, object>(context => keyOf(context) is { } key
        ? RateLimitPartition.GetTokenBucketLimiter(key, _ => OptionsOf(perMinute))
        : RateLimitPartition.GetNoLimiter<object>(""));

    /// <summary>Seconds until there is more.</summary>
    public int RefillSeconds => (int)Math.Ceiling(60.0 * _tokens / perMinute);

    /// <summary>A lease on nothing would not tell: it is given for any fraction of a request.</summary>
    public bool IsUsedUp(HttpContext context) => Limiter.GetStatistics(context) is { CurrentAvailablePermits: < 1 };

    /// <summary>Tells the sender what is left: RateLimit fields for HTTP (draft-ietf-httpapi-ratelimit-headers-10).</summary>
    public void Tell(HttpContext context)
    {
        if (keyOf(context) is not null && Limiter.GetStatistics(context) is { } now)
        {
            context.Response.Headers["RateLimit-Policy"] = $"\"{name}\";q={perMinute};w=60";
            context.Response.Headers["RateLimit"] = $"\"{name}\";r={now.CurrentAvailablePermits};t={RefillSeconds}";
        }
    }

    public void Dispose() => Limiter.Dispose();

    private static TokenBucketRateLimiterOptions OptionsOf(int perMinute)
    {
        var tokens = Math.Max(1, perMinute / 60);
        return new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / perMinute),
            AutoReplenishment = false,
            QueueLimit = 0
        };
    }
}
