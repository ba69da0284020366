using Marten;

namespace Ledger.Store.Projections;

/// <summary>Pages of events, as a projection applies them.</summary>
public static class Pages
{
    /// <summary>
    /// Has this page refused unless it follows the one that was applied last. Marten itself refuses it only where a statement of the page answers with rows;
    /// else it applies the page, leaves the position as it was and logs a warning. So this asks for something, before any other statement.
    /// </summary>
    public static void MustFollow(this IDocumentOperations operations) => operations.QueueOperation(new FunctionCall("pg_backend_pid", []));
}
