using System.Data;
using System.Runtime.CompilerServices;
using Ledger.Contracts.Ports;
using Npgsql;

namespace Ledger.Store;

/// <summary>
/// One state of the database, on one connection, as the role of exports sees it. It is not shared by exporting a snapshot to other connections: theirs would
/// wait idle in a transaction while another part is written to a slow reader, and be ended by the server.
/// </summary>
public sealed class StoreSnapshot : IViewSnapshot, IAsyncDisposable
{
    /// <summary>A view may have as many rows as there are units.</summary>
    private const int QuerySecondsMax = 3600;

    private readonly NpgsqlTransaction _transaction;

    private StoreSnapshot(string book, NpgsqlTransaction transaction) => (Book, _transaction) = (book, transaction);

    public string Book { get; }

    public NpgsqlConnection Connection => _transaction.Connection!;

    public static async Task<StoreSnapshot> OpenAsync(NpgsqlDataSource database, string book, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            var snapshot = new StoreSnapshot(book, transaction);
            await using var command = snapshot.Command($"set transaction read only; set local role {DatabaseRoles.Export}");
            await command.ExecuteNonQueryAsync(ct);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(sql, Connection, _transaction) { CommandTimeout = QuerySecondsMax };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return command;
    }

    public async ValueTask DisposeAsync()
    {
        var connection = _transaction.Connection;
        await _transaction.DisposeAsync();
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }
}

/// <summary>How the contexts that own views read from a snapshot.</summary>
public static class ViewSnapshots
{
    private const string Reached = $"select last_seq_id from {LedgerStore.Schema}.mt_event_progression where name = $1";

    /// <summary>The rows of a query one by one; only one query of a snapshot is read at a time.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        this IViewSnapshot snapshot, string sql, object[] parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Of(snapshot).Command(sql, parameters);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var cells = new object?[row.FieldCount];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = row.IsDBNull(column) ? null : row.GetValue(column);
            }

            yield return cells;
        }
    }

    /// <summary>Position that the rows of a projection include; 0 before its first page.</summary>
    public static async Task<long> ReachedAsync(this IViewSnapshot snapshot, string projection, CancellationToken ct)
    {
        await using var command = Of(snapshot).Command(Reached, $"{projection}:All");
        return await command.ExecuteScalarAsync(ct) is long position ? position : 0;
    }

    private static StoreSnapshot Of(IViewSnapshot snapshot) => (StoreSnapshot)snapshot;
}
