using Npgsql;

namespace Ledger.Http.Tests.Custody;

/// <summary>
/// Goal: the guard's work depends on the units that it moves, not on those that there are, also while statistics lag behind a load. Method: on a database that
/// is never analysed, rows that are read are counted, by PostgreSQL itself, within the transaction of one command.
/// </summary>
public sealed class Units_are_found_by_index(OwnHost own) : IClassFixture<OwnHost>
{
    private const int UnitsPerCommand = 500;

    [Theory]
    [InlineData("floor")]
    [InlineData("floor~0")]
    [InlineData("floor~1")]
    public async Task Whatever_the_statistics_say(string book)
    {
        await own.ExecuteAsync("alter table inventory.unit set (autovacuum_enabled = off)");
        await using var connection = await own.Database.OpenConnectionAsync();
        for (var command = 0; command < 20; command++)
        {
            await MoveAsync(connection, book, command, "origin", "site:FAB/inventory");
        }

        await using var transaction = await connection.BeginTransactionAsync();
        var before = await ReadAsync(connection);
        await MoveAsync(connection, book, 19, "site:FAB/inventory", "transit:B/inTransit");
        // Once to lock them and once to move them.
        var moved = await ReadAsync(connection);
        Assert.Equal(2 * UnitsPerCommand, moved - before);
        await using var locate = new NpgsqlCommand("select count(*) from inventory.locate_units($1, 'acme:B300', $2)", connection);
        locate.Parameters.AddWithValue(book);
        locate.Parameters.AddWithValue(Serials(book, 7));
        Assert.Equal((long)UnitsPerCommand, await locate.ExecuteScalarAsync());
        Assert.Equal(UnitsPerCommand, await ReadAsync(connection) - moved);
    }

    /// <summary>Fifty books hold the same serials: each reads its own rows alone.</summary>
    [Fact]
    public async Task However_many_books_hold_the_same_serials()
    {
        await own.ExecuteAsync("alter table inventory.unit set (autovacuum_enabled = off)");
        await using var connection = await own.Database.OpenConnectionAsync();
        foreach (var book in Enumerable.Range(0, 50))
        {
            await MoveAsync(connection, $"wide-{book}", 0, "origin", "site:FAB/inventory", "same");
        }

        await using var transaction = await connection.BeginTransactionAsync();
        var before = await ReadAsync(connection);
        await MoveAsync(connection, "wide-7", 0, "site:FAB/inventory", "transit:B/inTransit", "same");
        Assert.Equal(2 * UnitsPerCommand, await ReadAsync(connection) - before);
    }

    private static string[] Serials(string book, int command) => [.. Enumerable.Range(0, UnitsPerCommand).Select(i => $"{book}-{command}-{i:D4}")];

    private static async Task MoveAsync(NpgsqlConnection connection, string book, int number, string from, string to, string? serialsOf = null)
    {
        await using var command = new NpgsqlCommand("select inventory.move_units($1, $2, 'acme:B300', null, $3, $4, $5)", connection);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(Serials(serialsOf ?? book, number));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Rows of units that this transaction has read, found by an index or not.</summary>
    private static async Task<long> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "select (seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables where schemaname = 'inventory' and relname = 'unit'",
            connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
