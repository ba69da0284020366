using Ledger.Kernel;
using static Ledger.Door.Limits.LimitSettings;

namespace Ledger.Door.Limits;

/// <summary>How much of the ledger one caller may have, and how much all of them together.</summary>
public static class RateLimits
{
    /// <summary>A request that waits longer for its turn than this is better told so.</summary>
    public const int QueueSecondsMax = 5;

    public static readonly Limit App = new(
        "app-rate", Defaults.RequestsPerMinute, "requests a minute", "requests of one app", "refused before it is looked at", Problems.TooManyRequests, PathOf(nameof(LimitSettings.RequestsPerMinute)));

    public static readonly Limit Address = new(
        "address-rate", Defaults.AnonymousRequestsPerMinute, "requests a minute", "requests from one network address whose sender is not known: without a key, or with a wrong one",
        "every request from there is refused", Problems.TooManyRequests, PathOf(nameof(LimitSettings.AnonymousRequestsPerMinute)));

    public static readonly Limit AtOnce = new(
        "app-concurrency", Defaults.ConcurrentPerApp, "requests", "requests of one app at the same time; a bulk request is one", "refused before it is looked at", Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.ConcurrentPerApp)));

    public static readonly Limit Streams = new(
        "app-streams", Defaults.StreamsPerApp, "streams", "server-sent streams of one app at the same time", "refused", Problems.TooManyAtOnce, PathOf(nameof(LimitSettings.StreamsPerApp)));

    public static readonly Limit Host = new(
        "host-concurrency", Defaults.ConcurrentPerHost, "requests", "requests of all callers that a host works on at the same time", "waits in the queue", null, PathOf(nameof(LimitSettings.ConcurrentPerHost)));

    public static readonly Limit HostQueue = new(
        "host-queue", Defaults.QueuePerHost, "requests", "requests that wait for their turn", "refused at once; nothing happened", Problems.Overloaded, PathOf(nameof(LimitSettings.QueuePerHost)));

    public static readonly Limit HostQueueTime = new(
        "host-queue-time", QueueSecondsMax, "seconds", "time in the queue", "refused; nothing happened", Problems.Overloaded);

    public static readonly Limit HostStreams = new(
        "host-streams", Defaults.StreamsPerHost, "streams", "server-sent streams of all callers on a host", "refused at once", Problems.Overloaded, PathOf(nameof(LimitSettings.StreamsPerHost)));
}
