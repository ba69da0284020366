using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>
/// The right to seal, which one host has at a time: a lock of a session, on a connection of its own. It is gone when the host is. When the connection is lost
/// and the host does not notice, the locks and unique keys of each batch still let no leaf be written twice.
/// </summary>
internal sealed class SealerTurn : IAsyncDisposable
{
    /// <summary>Any number that no other lock in this database uses.</summary>
    private const long Lock = 0x4C_45_44_47_53_45_41_4C;

    private readonly NpgsqlDataSource _database;

    private SealerTurn(NpgsqlDataSource database, NpgsqlConnection connection) => (_database, Connection) = (database, connection);

    /// <summary>What is looked for while it is our turn is looked for here: a lost connection shows at the next look.</summary>
    public NpgsqlConnection Connection { get; }

    /// <returns>Null while it is another host's turn.</returns>
    public static async Task<SealerTurn?> TryTakeAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            await using var command = connection.Command("select pg_try_advisory_lock($1)", Lock);
            if (await command.ExecuteScalarAsync(ct) is true)
            {
                return new(database, connection);
            }
        }
        catch
        {
            await EndAsync(database, connection);
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = Connection.Command("select pg_advisory_unlock($1)", Lock);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection may be alive all the same, and must not go back to the pool with the lock.
            await EndAsync(_database, Connection);
            return;
        }

        await Connection.DisposeAsync();
    }

    /// <summary>A connection that was out when its pool was cleared is closed and not kept. The sealer has so few that it opens them again at once.</summary>
    private static ValueTask EndAsync(NpgsqlDataSource database, NpgsqlConnection connection)
    {
        database.Clear();
        return connection.DisposeAsync();
    }
}
