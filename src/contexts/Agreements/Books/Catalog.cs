using System.Collections.Concurrent;
using Marten;

namespace Ledger.Agreements.Books;

/// <summary>Answers other contexts' questions about the book and its reference data.</summary>
public sealed class Catalog(IDocumentStore store) : ICatalog
{
    // A book stays open for ever and its purpose never changes; only its parties grow, and AddParty's own endpoint reads those afresh.
    private readonly ConcurrentDictionary<string, BookInfo> _known = new();

    public async Task<BookInfo?> BookAsync(string book, CancellationToken ct)
    {
        if (_known.TryGetValue(book, out var known))
        {
            return known;
        }

        await using var session = store.QuerySession(book);
        return null;
    }

    public Task<ProductInfo?> ProductAsync(string book, string product, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, ProductInfo>> ProductsAsync(string book, IReadOnlyCollection<string> products, CancellationToken ct) => throw new NotSupportedException();

    public Task<SiteInfo?> SiteAsync(string book, string site, CancellationToken ct) => throw new NotSupportedException();
}
