using JasperFx.Events;
using Ledger.Access.Apps;
using Marten;
using Marten.Events.Projections;

namespace Ledger.Access.Keys;

/// <summary>
/// Keeps the keys' rows in the transaction that records their events: a key works from the moment that it is shown. A rebuild goes over the rows as they are,
/// for
/// nobody could come in while they are gone, and a key that was revoked must not be good again until the rebuild comes to its end.
/// </summary>
public sealed class KeyProjection : IProjection
{
    public const string Name = "Keys";

    private const string Insert = $"""
        insert into {KeySchema.Key} (id, book, party, app, name, hash, is_test, scopes, issued_at, expires_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
        on conflict (id) do update set book = excluded.book, party = excluded.party, app = excluded.app, name = excluded.name, hash = excluded.hash,
            is_test = excluded.is_test, scopes = excluded.scopes, issued_at = excluded.issued_at
        """;

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var recorded in events)
        {
            switch (recorded.Data)
            {
                case KeyIssued e:
                    var scopes = string.Join(' ', e.Scopes.Order().Select(s => s.ToString().ToLowerInvariant()));
                    operations.QueueSqlCommand(
                        Insert, e.Key, recorded.TenantId, e.Party, e.App, e.Name, e.Hash, e.Mode == KeyMode.Test, scopes, e.OccurredAt,
                        (object?)e.ExpiresAt ?? DBNull.Value);
                    break;
                case KeyExpirySet e:
                    operations.QueueSqlCommand($"update {KeySchema.Key} set expires_at = ? where id = ?", e.ExpiresAt, e.Key);
                    break;
                case KeyRevoked e:
                    operations.QueueSqlCommand($"update {KeySchema.Key} set revoked_at = ? where id = ?", e.OccurredAt, e.Key);
                    break;
            }
        }

        return Task.CompletedTask;
    }
}
