using Ledger.Door.Places;
using Ledger.Kernel;
using static Ledger.Door.Limits.LimitSettings;

namespace Ledger.Door.Limits;

/// <summary>How much of the ledger one caller may have, and how much all of them together.</summary>
public static class RateLimits
{
    public static readonly Limit App = new(
        "app-rate", Defaults.RequestsPerMinute, "requests per minute", "requests of one app", "refused without being read", Problems.TooManyRequests,
        PathOf(nameof(LimitSettings.RequestsPerMinute)));

    public static readonly Limit Address = new(
        "address-rate", Defaults.AnonymousRequestsPerMinute, "requests per minute",
        "reads without a key from one network address; a key has as many of what is open to all",
        "refused", Problems.TooManyRequests, PathOf(nameof(LimitSettings.AnonymousRequestsPerMinute)));

    public static readonly Limit Attempts = new(
        "attempt-rate", Defaults.AttemptsPerMinute, "requests per minute",
        "requests from one network address with a key or token that is not valid, purchases of tokens, and commands without a key",
        "every such request from there is refused, with a good key too unless it was used in the last hour", Problems.TooManyRequests,
        PathOf(nameof(LimitSettings.AttemptsPerMinute)));

    public static readonly Limit Anonymous = new(
        "anonymous-concurrency", Defaults.AnonymousPerHost, "requests",
        "simultaneous requests on one host without a key, and with one that was not used in the last hour until it is judged", "queued, as below", null,
        PathOf(nameof(LimitSettings.AnonymousPerHost)));

    public static readonly Limit AtOnce = new(
        "app-concurrency", Defaults.ConcurrentPerApp, "requests", "simultaneous requests of one app; a bulk request counts as one",
        "refused without being read", Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.ConcurrentPerApp)));

    public static readonly Limit Streams = new(
        "app-streams", Defaults.StreamsPerApp, "streams", "simultaneous server-sent streams of one app", "refused", Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.StreamsPerApp)));

    public static readonly Limit PartyRate = new(
        "party-rate", Defaults.PartyRequestsPerMinute, "requests per minute", "requests of all apps of one party", "refused without being read",
        Problems.TooManyRequests,
        PathOf(nameof(LimitSettings.PartyRequestsPerMinute)));

    public static readonly Limit BookRate = new(
        "book-rate", Defaults.BookRequestsPerMinute, "requests per minute", "requests of all apps of one book", "refused without being read",
        Problems.TooManyRequests,
        PathOf(nameof(LimitSettings.BookRequestsPerMinute)));

    public static readonly Limit PartyAtOnce = new(
        "party-concurrency", Defaults.ConcurrentPerParty, "requests", "simultaneous requests of all apps of one party", "refused without being read",
        Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.ConcurrentPerParty)));

    public static readonly Limit BookAtOnce = new(
        "book-concurrency", Defaults.ConcurrentPerBook, "requests", "simultaneous requests of all apps of one book", "refused without being read",
        Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.ConcurrentPerBook)));

    public static readonly Limit PartyStreams = new(
        "party-streams", Defaults.StreamsPerParty, "streams", "simultaneous server-sent streams of all apps of one party", "refused", Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.StreamsPerParty)));

    public static readonly Limit BookStreams = new(
        "book-streams", Defaults.StreamsPerBook, "streams", "simultaneous server-sent streams of all apps of one book", "refused", Problems.TooManyAtOnce,
        PathOf(nameof(LimitSettings.StreamsPerBook)));

    public static readonly Limit Host = new(
        "host-concurrency", Defaults.ConcurrentPerHost, "requests", "simultaneous requests of all callers on one host", "queued", null,
        PathOf(nameof(LimitSettings.ConcurrentPerHost)));

    public static readonly Limit HostQueue = new(
        "host-queue", Defaults.QueuePerHost, "requests", "requests waiting in the queue", "refused at once; nothing happened", Problems.Overloaded,
        PathOf(nameof(LimitSettings.QueuePerHost)));

    public static readonly Limit HostQueueTime = new(
        "host-queue-time", PlacePool.QueueSecondsMax, "seconds", "time in the queue", "refused; nothing happened", Problems.Overloaded);

    public static readonly Limit HostStreams = new(
        "host-streams", Defaults.StreamsPerHost, "streams", "server-sent streams of all callers on a host", "refused at once", Problems.Overloaded,
        PathOf(nameof(LimitSettings.StreamsPerHost)));
}
