using Ledger.Access.Apps;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>A key as listed, without its secret.</summary>
/// <param name="Key">The key's id: the part between the mode and the secret.</param>
/// <param name="State">The key's state; expiring means less than a week left.</param>
/// <param name="LastUsedAt">When the key was last used, to the minute; absent if never.</param>
public sealed record KeyView(
    string Key, string Name, string App, string Party, KeyMode Mode, IReadOnlyList<string> Scopes, KeyState State, DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

public enum KeyState
{
    Active,
    Expiring,
    Expired,
    Revoked,
}

public static class KeyReads
{
    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(7);

    private const string List = $"""
        select k.id, k.name, k.app, k.party, k.is_test, k.scopes, k.issued_at, k.expires_at, k.revoked_at, u.at
        from {KeySchema.Key} k left join {KeySchema.Use} u on u.key = k.id
        where k.book = $1 and k.id > $2 order by k.id limit $3
        """;

    /// <summary>Lists the keys of the book's apps, without their secrets.</summary>
    [WolverineGet("/books/{book}/keys", OperationId = "ListKeys")]
    [Allows(Roles.Auditor | Roles.Operator, InOperatorRoom = true)]
    [Answers<Page<KeyView>>]
    public static async Task<IResult> Keys(string book, HttpRequest request, NpgsqlDataSource database, TimeProvider clock, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        await using var command = database.CreateCommand(List);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(page.After);
        command.Parameters.AddWithValue(page.Limit + 1);
        var keys = new List<KeyView>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            keys.Add(new(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4) ? KeyMode.Test : KeyMode.Live,
                row.GetString(5).Split(' '),
                StateOf(Time(row, 7), Time(row, 8), clock.GetUtcNow()), row.GetFieldValue<DateTimeOffset>(6), Time(row, 7), Time(row, 8), Time(row, 9)));
        }

        return Views.Json(page.PageOf(keys, key => key.Key));
    }

    internal static KeyState StateOf(DateTimeOffset? expiresAt, DateTimeOffset? revokedAt, DateTimeOffset now) => (expiresAt - now, revokedAt) switch
    {
        (_, not null) => KeyState.Revoked,
        ({ } left, _) when left <= TimeSpan.Zero => KeyState.Expired,
        ({ } left, _) when left < ExpiresSoon => KeyState.Expiring,
        _ => KeyState.Active,
    };

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
