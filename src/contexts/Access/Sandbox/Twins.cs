using System.Collections.Concurrent;
using Marten;

namespace Ledger.Access.Sandbox;

/// <summary>Leads test callers into the present twin of their book.</summary>
public sealed class Twins(IDocumentStore store, TwinBeginning beginning)
{
    /// <summary>The twin of each book that is known to have begun: once it has, it always has.</summary>
    private readonly ConcurrentDictionary<string, string> _begun = new(StringComparer.Ordinal);

    public async Task<string> TwinAsync(string book, CancellationToken ct)
    {
        // Asked each time, for a reset counts from its very commit, whichever host it went to.
        await using var session = store.QuerySession(book);
        var sandbox = await session.Events.FetchStreamStateAsync(BookSandbox.Key, ct);
        var twin = Twin.CodeOf(book, sandbox?.Version ?? 0);
        if (_begun.GetValueOrDefault(book) != twin && await beginning.EnsureAsync(book, twin, ct))
        {
            _begun[book] = twin;
        }

        return twin;
    }
}
