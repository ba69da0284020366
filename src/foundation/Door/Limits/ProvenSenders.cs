using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace Ledger.Door.Limits;

/// <summary>
/// Remembers the credentials that were proven a while ago, by their digests, so that who has one can be told from a stranger before it is judged again. That a
/// credential is remembered gives no right: it decides only in which queue a request stands, and which bucket it is counted in.
/// </summary>
public sealed class ProvenSenders : IDisposable
{
    private const int SendersMax = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly MemoryCache _proven = new(new MemoryCacheOptions { SizeLimit = SendersMax });

    /// <returns>What stands for the credential that the request bears; null when it bears none, or one that was not proven.</returns>
    public string? Find(HttpContext context) => DigestOf(context) is { } digest && _proven.TryGetValue(digest, out _) ? digest : null;

    public void Remember(HttpContext context)
    {
        if (DigestOf(context) is { } digest)
        {
            _proven.Set(digest, true, new MemoryCacheEntryOptions { SlidingExpiration = Kept, Size = 1 });
        }
    }

    public void Dispose() => _proven.Dispose();

    /// <summary>Who guesses does not choose a digest, so how long the search for one takes tells nothing of those that are there.</summary>
    private static string? DigestOf(HttpContext context) => context.Request.Headers.Authorization is [{ Length: > 0 } credential]
        ? Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(credential)))
        : null;
}
