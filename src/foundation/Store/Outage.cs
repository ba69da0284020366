using System.Net.Sockets;
using Npgsql;

namespace Ledger.Store;

/// <summary>What goes wrong while the database is away, full, read-only or overburdened. It may go right later; a mistake of ours would not.</summary>
public static class Outage
{
    /// <summary>
    /// Classes of SQLSTATE that speak of the server and not of the statement: connection, transaction that may be repeated, resources (a full disk, too many
    /// connections), object in use, operator (shut down, starting up), system, its own fault; and that it does not let us in or has lost the database.
    /// </summary>
    private static readonly HashSet<string> Classes = ["08", "28", "3D", "40", "53", "55", "57", "58", "XX"];

    /// <summary>The schema is not that of this build, or its rights are not: the operator puts that right.</summary>
    private static readonly HashSet<string> OfTheSchema =
    [
        PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.UndefinedColumn, PostgresErrorCodes.UndefinedFunction, PostgresErrorCodes.InvalidSchemaName,
        PostgresErrorCodes.InsufficientPrivilege,
    ];

    private const string ReadOnly = PostgresErrorCodes.ReadOnlySqlTransaction;

    /// <summary>Nobody fares better: it is full, read-only, broken, or being stopped or started.</summary>
    internal static bool IsOfServer(PostgresException e) => e.SqlState is ReadOnly or ['5', '7', 'P', ..] || e.SqlState[..2] is "53" or "58" or "XX";

    internal static bool IsReadOnly(Exception e) => e.GetBaseException() is PostgresException { SqlState: ReadOnly };

    /// <summary>For the daemon, which asks of each exception by itself. To it, what was called off while the server shut down is a fault for ever.</summary>
    internal static bool? Passes(Exception exception) => exception is OperationCanceledException || IsIn(exception) ? true : null;

    /// <summary>Looks at what led to the exception too: giving up a transaction on a connection that is gone fails anew.</summary>
    public static bool IsIn(Exception exception) => exception switch
    {
        PostgresException e => Classes.Contains(e.SqlState[..2]) || OfTheSchema.Contains(e.SqlState) || e.SqlState == ReadOnly,
        NpgsqlException or TimeoutException or SocketException or EndOfStreamException => true,
        IOException e => e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException),
        // A connection that was lost is closed beneath who works with it.
        InvalidOperationException { Source: "Npgsql" } => true,
        AggregateException e => e.InnerExceptions.Any(IsIn),
        { InnerException: { } cause } => IsIn(cause),
        _ => false,
    };
}
