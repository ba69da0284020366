namespace Ledger.Client.Feed;

/// <summary>How the feed is followed.</summary>
public sealed record FollowOptions
{
    /// <summary>
    /// The cursor is stored after this many events, and whenever the follower has caught up. What was handled since is handled once more after a crash.
    /// </summary>
    public int StoreEvery { get; init; } = 1;

    /// <summary>Only pages, where a proxy holds streams back.</summary>
    public bool OnlyPages { get; init; }

    /// <summary>Pause between pages that bring nothing new.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A stream that is silent for longer is taken for broken; the ledger gives a sign of life every 15 seconds.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Hears why there is a pause, such as a ledger that is away.</summary>
    public Action<string>? Waiting { get; init; }
}
