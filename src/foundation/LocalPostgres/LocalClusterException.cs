namespace Ledger.LocalPostgres;

/// <summary>The local PostgreSQL cannot be used. The message says what is wrong and what to do about it; show it as it is.</summary>
public class LocalClusterException : Exception
{
    public LocalClusterException(string message) : base(message)
    {
    }

    public LocalClusterException(string message, Exception cause) : base(message, cause)
    {
    }
}

/// <summary>This machine has no PostgreSQL that the ledger can run. The message says which command to type.</summary>
public sealed class PostgresNotFoundException(string message) : LocalClusterException(message);
