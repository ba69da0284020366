using System.Security.Cryptography;
using Ledger.Access.Apps;
using Ledger.Access.Entrance;
using Microsoft.Extensions.Caching.Memory;

namespace Ledger.Access.Keys;

/// <summary>
/// Judges keys. What was found is kept for a moment, so that a busy key does not cost a query a request, and a revoked one ends within seconds everywhere.
/// </summary>
public sealed class AppKeys(KeyRows rows, LastUse uses, TimeProvider clock) : IDisposable
{
    /// <summary>A revocation must reach every host within five seconds.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(3);

    /// <summary>What an id that nobody has is compared with, so that it takes as long as one that somebody has.</summary>
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <returns>The key, or why it is none.</returns>
    public async ValueTask<(KeyRow? Key, CredentialRefused? Refused)> JudgeAsync(string text, CancellationToken ct)
    {
        if (KeyText.Read(text) is not { } shown)
        {
            return (null, new(EntranceProblems.NotAuthenticated, "malformed", "The key is malformed. Check that it was copied completely."));
        }

        var row = await FindAsync(shown.Id, ct);
        var isRight = CryptographicOperations.FixedTimeEquals(shown.Hash, row?.Hash ?? NoHash);
        if (row is null || !isRight || row.IsTest != (shown.Mode == KeyMode.Test))
        {
            var reason = row is null ? "unknown" : "wrong-secret";
            return (null, new(EntranceProblems.NotAuthenticated, reason, "The key is not known to this ledger.", row?.Id, row?.Book));
        }

        if (row.IsRevoked)
        {
            return (null, new(EntranceProblems.KeyRevoked, "revoked", "Ask the operator for a new key.", row.Id, row.Book));
        }

        if (row.IsExpired(clock.GetUtcNow()))
        {
            return (null, new(EntranceProblems.KeyExpired, "expired", "Ask the operator for a new key.", row.Id, row.Book));
        }

        uses.Note(row.Id);
        return (row, null);
    }

    public async ValueTask<AppKey?> ProveAsync(string apiKey, CancellationToken ct) => (await JudgeAsync(apiKey, ct)).Key?.ToAppKey();

    public async ValueTask<AppKey?> ActiveAsync(string keyId, CancellationToken ct) =>
        await FindAsync(keyId, ct) is { IsRevoked: false } row && !row.IsExpired(clock.GetUtcNow()) ? row.ToAppKey() : null;

    public void Dispose() => _known.Dispose();

    private async ValueTask<KeyRow?> FindAsync(string id, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out KeyRow? known))
        {
            return known;
        }

        // An id that is not known yet is asked for again: it may be issued the next moment, and what nobody has must not push out what somebody uses.
        return await rows.FindAsync(id, ct) is { } row
            ? _known.Set(id, row, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Kept, Size = 1 })
            : null;
    }
}
