using Npgsql;

namespace Ledger.Http.Tests.Advice;

/// <summary>A stream to which nothing can be added for a while: what would be recorded there waits.</summary>
internal sealed class Held : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Held(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<Held> StreamAsync(TestBook book, string stream)
    {
        var connection = new NpgsqlConnection(LedgerHost.ConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select 1 from ledger.mt_streams where tenant_id = $1 and id = $2 for update", connection, transaction);
        command.Parameters.AddWithValue(book.Code);
        command.Parameters.AddWithValue(stream);
        Assert.Equal(1, await command.ExecuteScalarAsync());
        return new(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.RollbackAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
