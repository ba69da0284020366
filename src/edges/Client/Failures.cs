namespace Ledger.Client;

/// <summary>The ledger was away, or spoke in riddles, for longer than the deadline.</summary>
public class LedgerUnavailableException(string message) : Exception(message);

/// <summary>
/// A command was sent and its outcome is not known. It stays in the outbox under its key; <see cref="LedgerClient.ResumeAsync"/> finds the outcome out.
/// </summary>
public sealed class OutcomeUnknownException(string key, string message) : LedgerUnavailableException(message)
{
    /// <summary>The idempotency key that the command keeps.</summary>
    public string Key { get; } = key;
}

/// <summary>A read was refused, and asking again would not help.</summary>
public sealed class LedgerRefusedException(Problem problem) : Exception($"{problem.Status} {problem}")
{
    /// <summary>Why. An id that is not in this book is a 404.</summary>
    public Problem Problem { get; } = problem;
}
