using Npgsql;

namespace Ledger.Http.Tests.Connections;

/// <summary>What lies on the connections that a pool would hand to its next borrowers.</summary>
internal static class IdleConnections
{
    private const string Left = """
        select 'the lock ' || concat_ws(',', classid, objid, mode) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'
        union all select 'the setting ' || name || ' = ' || setting from pg_settings where source = 'session'
        union all select 'the table ' || relname from pg_class where relnamespace = pg_my_temp_schema()
        union all select 'the cursor ' || name from pg_cursors where is_holdable
        union all select 'the channel ' || channel from pg_listening_channels() channel
        union all select 'the role ' || current_user where current_user not in ('ledger_app', 'ledger_sealer')
        """;

    /// <param name="most">So many may be borrowed at once.</param>
    /// <param name="outside">Shows a session that does nothing at the moment.</param>
    /// <returns>What was left on each connection.</returns>
    public static async Task<List<string[]>> LeftOnAsync(NpgsqlDataSource pool, int most, NpgsqlDataSource outside)
    {
        var connections = new List<NpgsqlConnection>();
        try
        {
            var left = new List<string[]>();
            var start = await ScalarAsync<DateTime>(outside, "select clock_timestamp()");
            while (left.Count < most)
            {
                var connection = await pool.OpenConnectionAsync();
                connections.Add(connection);
                if (await ScalarAsync<DateTime>(outside, $"select backend_start from pg_stat_activity where pid = {connection.ProcessID}") > start)
                {
                    // The pool had no more idle ones.
                    break;
                }

                var state = await ScalarAsync<string>(outside, $"select state from pg_stat_activity where pid = {connection.ProcessID}");
                left.Add([.. await LeftOnAsync(connection), .. new[] { state }.Where(s => s != "idle")]);
            }

            return left;
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    public static async Task<long> PreparedAsync(NpgsqlDataSource pool) => await ScalarAsync<long>(pool, "select count(*) from pg_prepared_statements");

    /// <summary>What lies on a connection besides the statements that it has prepared.</summary>
    public static async Task<string[]> LeftOnAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Left, connection);
        await using var row = await command.ExecuteReaderAsync();
        var left = new List<string>();
        while (await row.ReadAsync())
        {
            left.Add(row.GetString(0));
        }

        return [.. left.Order(StringComparer.Ordinal)];
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
