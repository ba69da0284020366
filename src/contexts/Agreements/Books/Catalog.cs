using System.Collections.Concurrent;
using Marten;

namespace Ledger.Agreements.Books;

/// <summary>
/// Answers other contexts' questions about the book and its reference data. What was found once is kept, for none of it ever changes; what was not found is
/// asked again each time, for it may have been recorded meanwhile, by this process or another.
/// </summary>
public sealed class Catalog(IDocumentStore store) : ICatalog
{
    private readonly ConcurrentDictionary<string, BookInfo> _books = new();
    private readonly ConcurrentDictionary<(string Book, string Product), ProductInfo> _products = new();
    private readonly ConcurrentDictionary<(string Book, string Site), SiteInfo> _sites = new();

    public async Task<BookInfo?> BookAsync(string book, CancellationToken ct) =>
        _books.TryGetValue(book, out var known) ? known : await ReadBookAsync(book, ct);

    public async Task<PartyInfo?> PartyAsync(string book, string party, CancellationToken ct) =>
        (await BookAsync(book, ct))?.Party(party) ?? (await ReadBookAsync(book, ct))?.Party(party);

    public async Task<ProductInfo?> ProductAsync(string book, string product, CancellationToken ct) =>
        (await ProductsAsync(book, [product], ct)).GetValueOrDefault(product);

    public async Task<IReadOnlyDictionary<string, ProductInfo>> ProductsAsync(string book, IReadOnlyCollection<string> products, CancellationToken ct)
    {
        var unknown = products.Distinct().Where(p => !_products.ContainsKey((book, p))).Select(Product.KeyOf).ToArray();
        if (unknown.Length > 0)
        {
            await using var session = store.QuerySession(book);
            foreach (var product in await session.LoadManyAsync<Product>(ct, unknown))
            {
                _products[(book, product.Code)] = product.ToInfo();
            }
        }

        return products.Distinct().Where(p => _products.ContainsKey((book, p))).ToDictionary(p => p, p => _products[(book, p)]);
    }

    public async Task<SiteInfo?> SiteAsync(string book, string site, CancellationToken ct)
    {
        if (_sites.TryGetValue((book, site), out var known))
        {
            return known;
        }

        await using var session = store.QuerySession(book);
        return await session.LoadAsync<Site>(Site.KeyOf(site), ct) is { } found ? _sites[(book, site)] = found.ToInfo() : null;
    }

    private async Task<BookInfo?> ReadBookAsync(string book, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        return await session.Events.AggregateStreamAsync<Book>(Book.Key, token: ct) is { } found ? _books[book] = found.ToInfo() : null;
    }
}
