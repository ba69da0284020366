namespace Ledger.Cli.Shared;

/// <summary>The ledger does not answer, or not to the end. What it was asked for may be tried again.</summary>
internal sealed class LedgerAwayException(string message, bool mayHaveHappened = true, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>False when the ledger cannot have seen the request, so that nothing needs to be sent twice.</summary>
    public bool MayHaveHappened => mayHaveHappened;

    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>The ledger refused the request as a whole; sending it again would not help.</summary>
internal sealed class RequestRefusedException(string message, int status) : Exception(message)
{
    public int Status => status;
}
