using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>
/// The right to seal, which one host has at a time: a lock of a session, on a connection of its own. It is gone when the host is, and when the connection is
/// lost without
/// the host's noticing, the locks and unique keys of each batch still let no leaf be written twice.
/// </summary>
internal sealed class SealerTurn : IAsyncDisposable
{
    /// <summary>Any number that no other lock in this database uses.</summary>
    private const long Lock = 0x4C_45_44_47_53_45_41_4C;

    private readonly NpgsqlConnection _connection;

    private SealerTurn(NpgsqlConnection connection) => _connection = connection;

    /// <summary>What is looked for while it is our turn is looked for here: a lost connection shows at the next look.</summary>
    public NpgsqlConnection Connection => _connection;

    /// <returns>Null while it is another host's turn.</returns>
    public static async Task<SealerTurn?> TryTakeAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            await using var command = connection.Command("select pg_try_advisory_lock($1)", Lock);
            if (await command.ExecuteScalarAsync(ct) is true)
            {
                return new(connection);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = _connection.Command("select pg_advisory_unlock($1)", Lock);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }

        await _connection.DisposeAsync();
    }
}
