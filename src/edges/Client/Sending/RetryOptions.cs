namespace Ledger.Client.Sending;

/// <summary>How long and how often something is tried.</summary>
public sealed record RetryOptions
{
    /// <summary>No new attempt is begun after this long. A bulk request counts from its last answered line.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An attempt that takes longer, beyond what it asked the ledger to wait, is given up and counts as unanswered.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pauses are drawn between nothing and this, doubled with each attempt, so that many clients do not come back at once.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Pauses are never drawn from more than this; only the ledger itself (<c>Retry-After</c>) may ask for more.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);
}
