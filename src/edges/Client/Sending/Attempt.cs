namespace Ledger.Client.Sending;

/// <summary>How far an attempt got.</summary>
internal enum Reach
{
    /// <summary>The ledger cannot have seen it, or says that it recorded nothing.</summary>
    NothingRecorded,

    /// <summary>It may be recorded: the answer was lost, or says that it does not know.</summary>
    Unknown,

    /// <summary>It was answered for certain.</summary>
    Answered,
}

/// <summary>One attempt at a request, and what is known of it.</summary>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="Problem">Null when it was accepted, or when nothing answered.</param>
/// <param name="Body">What was answered, where it was accepted.</param>
internal sealed record Attempt(
    Reach Reach, bool MayTryAgain, string Why, int Status = 0, Problem? Problem = null, byte[]? Body = null, TimeSpan? RetryAfter = null, bool Replayed = false,
    long? Version = null) : IAttempt
{
    /// <summary>These stand before the ledger looks for the key: they say nothing about what an earlier attempt with it came to.</summary>
    public bool IsAtTheDoor => Status is 401 or 403 or 429 || Problem?.Code is "unknown-book";

    public static Attempt Lost(string why, bool unsent) => new(unsent ? Reach.NothingRecorded : Reach.Unknown, true, why);
}
