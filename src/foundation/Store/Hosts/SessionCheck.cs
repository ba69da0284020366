using Npgsql;

namespace Ledger.Store.Hosts;

/// <summary>
/// Refuses a pooler that gives each transaction another session. The ledger keeps locks and a role in its sessions; behind such a pooler a lock stays with
/// whoever gets the session next, and the next host would wait for it for ever.
/// </summary>
public sealed class SessionCheck(LedgerConnections connections, bool isShared) : HostStart
{
    private const int ConnectionsCount = 5;

    /// <summary>Statements that read nothing; a pooler without a free session lets them wait for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!isShared)
        {
            // Nobody stands between a host and the PostgreSQL that it started itself.
            return;
        }

        await ExpectOwnSessionsAsync("Ledger", connections.Owner, cancellationToken);
        foreach (var (setting, connectionString, _) in connections.OfRoles.Where(each => connections.IsOwn(each.Setting)))
        {
            await ExpectOwnSessionsAsync(setting, connectionString, cancellationToken);
        }
    }

    private static async Task ExpectOwnSessionsAsync(string setting, string connectionString, CancellationToken ct)
    {
        try
        {
            if (await IsItsOwnAsync(connectionString, ct))
            {
                return;
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ArgumentException)
        {
            throw new StartRefusedException($"ConnectionStrings:{setting} leads to no database that answers: {e.Message}");
        }

        throw new StartRefusedException(
            $"ConnectionStrings:{setting} leads through a pooler that gives each transaction another session, such as pgbouncer with pool_mode = transaction. "
            + "The ledger holds locks in its sessions. Connect to PostgreSQL directly, or set pool_mode = session.");
    }

    private static async Task<bool> IsItsOwnAsync(string connectionString, CancellationToken ct)
    {
        var connections = new List<NpgsqlConnection>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            while (connections.Count < ConnectionsCount)
            {
                connections.Add(await OwnSession.OpenAsync(connectionString, ct));
            }

            patience.CancelAfter(Patience);
            return await KeepTheirsAsync(connections, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The others have all sessions that there are.
            return false;
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Whether the session that was idle last is given away first, or each in its turn, some connection gets another one when they ask in reverse, or when all
    /// but the first are in a transaction.
    /// </summary>
    private static async Task<bool> KeepTheirsAsync(List<NpgsqlConnection> connections, CancellationToken ct)
    {
        var sessions = new Dictionary<NpgsqlConnection, int>();
        foreach (var connection in connections)
        {
            sessions[connection] = await SessionAsync(connection, ct);
        }

        if (sessions.Values.Distinct().Count() < connections.Count)
        {
            return false;
        }

        foreach (var connection in Enumerable.Reverse(connections))
        {
            if (await SessionAsync(connection, ct) != sessions[connection])
            {
                return false;
            }
        }

        foreach (var connection in connections.Skip(1))
        {
            await connection.ScalarAsync("begin", ct);
            if (await SessionAsync(connection, ct) != sessions[connection])
            {
                return false;
            }
        }

        return await SessionAsync(connections[0], ct) == sessions[connections[0]];
    }

    private static async Task<int> SessionAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (int)(await connection.ScalarAsync("select pg_backend_pid()", ct))!;
}
