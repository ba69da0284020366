using Ledger.Access.Entrance;
using Npgsql;

namespace Ledger.Access.Keys;

/// <param name="Book">The book, or <see cref="OperatorRoom.Code"/>.</param>
/// <param name="Hash">SHA-256 of the secret.</param>
public sealed record KeyRow(
    string Id, string Book, string Party, string App, byte[] Hash, bool IsTest, string Scopes, DateTimeOffset? ExpiresAt, bool IsRevoked)
{
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    public AppKey ToAppKey() => new(Id, Party, App, OperatorRoom.Is(Book) ? null : Book, IsTest, ScopeNames.Read(Scopes));
}

/// <summary>Finds keys by their ids.</summary>
public sealed class KeyRows(NpgsqlDataSource database)
{
    private const string ById = $"select id, book, party, app, hash, is_test, scopes, expires_at, revoked_at is not null from {KeySchema.Key} where id = $1";

    /// <summary>The key, if it is one of this book.</summary>
    public async Task<KeyRow?> FindAsync(string book, string id, CancellationToken ct) => await FindAsync(id, ct) is { } key && key.Book == book ? key : null;

    /// <summary>The key, in whichever book it is.</summary>
    public async Task<KeyRow?> FindAsync(string id, CancellationToken ct)
    {
        await using var command = database.CreateCommand(ById);
        command.Parameters.AddWithValue(id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Convert.FromHexString(row.GetString(4)), row.GetBoolean(5),
                row.GetString(6), row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7), row.GetBoolean(8))
            : null;
    }
}
