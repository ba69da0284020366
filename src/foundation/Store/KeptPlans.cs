using Npgsql;

namespace Ledger.Store;

/// <summary>
/// Connections that keep the plans of what they repeat. By default a connection forgets all plans, those of the functions too, whenever it goes back to its
/// pool. That is after nearly every statement, and cost half of PostgreSQL's time (ADR 0018).
/// </summary>
internal static class KeptPlans
{
    /// <summary>More statements than a connection repeats. The least used one makes room for a new one.</summary>
    private const int StatementsMax = 200;

    /// <summary>Between two borrowers everything of the session is reset except its statements, which costs a statement more for each borrower.</summary>
    public static NpgsqlConnectionStringBuilder WithKeptPlans(this NpgsqlConnectionStringBuilder connection) => new(connection.ConnectionString)
    {
        MaxAutoPrepare = StatementsMax,
        AutoPrepareMinUsages = 2,
    };

    /// <summary>Nothing is reset: whoever borrows such a connection leaves no lock, setting or temporary table of a session on it.</summary>
    public static NpgsqlConnectionStringBuilder WithoutReset(this NpgsqlConnectionStringBuilder connection) => new(connection.WithKeptPlans().ConnectionString)
    {
        NoResetOnClose = true,
    };
}
