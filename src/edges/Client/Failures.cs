namespace Ledger.Client;

/// <summary>The deadline has passed without an answer from the ledger that can be used.</summary>
public class LedgerUnavailableException(string message) : Exception(message);

/// <summary>The answer to a read is not what this client knows: what answers is not a ledger, or a ledger of another version.</summary>
/// <param name="path">The address below the book.</param>
public sealed class UnexpectedAnswerException(string path) : LedgerUnavailableException($"The answer to '{path}' is not what was expected. Is this a ledger, and of the same version?");

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
