using System.Security.Cryptography;
using Npgsql;

namespace Ledger.Store.Hosts;

/// <summary>
/// Expects that host and sealer work on the very database that their owner prepared, and as the roles that they are to be confined to. A lock that the owner
/// holds is seen in its own database and in no other, nor on a standby.
/// </summary>
public sealed class OneDatabase(LedgerConnections connections) : HostStart
{
    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var owner = await OwnSession.OpenAsync(connections.Owner, cancellationToken);
        var number = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        await owner.ScalarAsync("select pg_advisory_lock($1)", cancellationToken, number);
        foreach (var (setting, connectionString, role) in connections.OfRoles)
        {
            try
            {
                await using var connection = await OwnSession.OpenAsync(connectionString, cancellationToken);
                if (await connection.ScalarAsync("select pg_try_advisory_lock($1)", cancellationToken, number) is true)
                {
                    throw new StartRefusedException(
                        $"ConnectionStrings:{setting} leads to {PlaceOf(connection)}, which is not the database of ConnectionStrings:Ledger, "
                        + $"{PlaceOf(owner)}. Both must name one database on one primary server.");
                }

                if (!connections.IsOwn(setting) && (string?)await connection.ScalarAsync("select current_user::text", cancellationToken) != role)
                {
                    throw new StartRefusedException(
                        $"The connection does not work as {role}: something between the host and PostgreSQL keeps its options back, as pgbouncer does. Connect "
                        + $"directly, or give the role a login of its own in ConnectionStrings:{setting} ({DatabaseRoles.File} says how).");
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                throw new StartRefusedException(
                    $"The connection of {role} (ConnectionStrings:{(connections.IsOwn(setting) ? setting : "Ledger")}) cannot be used: {e.Message}");
            }
        }
    }

    private static string PlaceOf(NpgsqlConnection connection) => $"{connection.Database} at {connection.Host}:{connection.Port}";
}
