namespace Ledger.Door.Feed;

/// <summary>What bounds the feed. How many streams there may be is among the other limits of apps and hosts.</summary>
public static class FeedLimits
{
    /// <summary>
    /// A page ends early once it holds this much, for an event can name ten thousand units. It is held in memory, so that a slow reader holds no connection.
    /// </summary>
    public const int PageBytesMax = 4 * 1024 * 1024;

    /// <summary>What a stream reads ahead of its reader.</summary>
    public const int StreamEventsMax = 50;

    /// <summary>What a stream reads ahead of its reader.</summary>
    public const int StreamBytesMax = 256 * 1024;

    /// <summary>A silent connection is closed by many a proxy.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
}
