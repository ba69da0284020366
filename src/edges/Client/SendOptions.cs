using Ledger.Client.Contracts;

namespace Ledger.Client;

/// <summary>What goes with a command besides what it says.</summary>
public sealed record SendOptions
{
    /// <summary>
    /// The idempotency key, 1 to 255 visible ASCII characters, best one that the sender's own document number leads to. Absent: a new one is drawn.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Version of the stream that the sender decided on; the command is refused with <c>stale-version</c> when it has moved on.</summary>
    public long? IfVersion { get; init; }

    /// <summary>On orders: how long the answer may wait for the agreement's decision.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>How far proven the command shall be before it is answered; the ledger waits ten seconds at most, and answers with how far it is then.</summary>
    public SealStatus? WaitFor { get; init; }

    /// <summary>With a test key only: what the ledger shall play, such as <c>503-after-commit</c>.</summary>
    public string? Simulate { get; init; }
}
