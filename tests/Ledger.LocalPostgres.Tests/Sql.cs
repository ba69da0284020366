using Npgsql;

namespace Ledger.LocalPostgres.Tests;

internal static class Sql
{
    /// <summary>Without a pool: a connection from before a crash must not answer for the server after it.</summary>
    public static async Task<object?> RunAsync(string connectionString, string sql)
    {
        var alone = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(alone.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
