namespace Ledger.Verification;

/// <summary>What was handed over cannot be read as what it should be, so nothing can be said about it. The message is for a person.</summary>
public sealed class UnreadableException : Exception
{
    public UnreadableException()
    {
    }

    public UnreadableException(string message)
        : base(message)
    {
    }

    public UnreadableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
