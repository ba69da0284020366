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

    public async Task<PartyInfo?> PartyAsync(IQuestions questions, string party)
    {
        if (_books.TryGetValue(questions.Book, out var known) && known.Party(party) is { } found)
        {
            return found;
        }

        return Keep(questions.Book, await questions.Batch.Events.FetchLatest<Book>(Book.Key))?.Party(party);
    }

    public async Task<ProductInfo?> ProductAsync(IQuestions questions, string product) =>
        (await ProductsAsync(questions, [product])).GetValueOrDefault(product);

    public async Task<IReadOnlyDictionary<string, ProductInfo>> ProductsAsync(string book, IReadOnlyCollection<string> products, CancellationToken ct)
    {
        var unknown = UnknownOf(book, products);
        if (unknown.Length > 0)
        {
            await using var session = store.QuerySession(book);
            Keep(book, await session.LoadManyAsync<Product>(ct, unknown));
        }

        return KnownOf(book, products);
    }

    public async Task<IReadOnlyDictionary<string, ProductInfo>> ProductsAsync(IQuestions questions, IReadOnlyCollection<string> products)
    {
        var unknown = UnknownOf(questions.Book, products);
        if (unknown.Length > 0)
        {
            Keep(questions.Book, await questions.Batch.LoadMany<Product>().ByIdList(unknown));
        }

        return KnownOf(questions.Book, products);
    }

    public async Task<SiteInfo?> SiteAsync(IQuestions questions, string site)
    {
        if (_sites.TryGetValue((questions.Book, site), out var known))
        {
            return known;
        }

        var (asked, registrar) =
            (questions.Batch.Load<Site>(Site.KeyOf(site)), questions.Batch.Events.FetchLatest<SiteRegistrar>(Site.KeyOf(site)));
        return await asked is { } found ? _sites[(questions.Book, site)] = found.ToInfo((await registrar)?.Party) : null;
    }

    public async Task<ProductMakers> MakersAsync(IQuestions questions, string product)
    {
        var (maker, events) = (Product.MakerOf(product), questions.Batch.Events);
        var (asked, registrar, resellers) = (
            events.FetchLatest<Book>(Book.Key), events.FetchLatest<ProductRegistrar>(Product.KeyOf(product)),
            events.FetchLatest<Resellers>(Resellers.KeyOf(product)));
        var first = questions.MakerAsync(maker);
        if (await asked is not { AsksForMakers: true } book)
        {
            return new(false, [], []);
        }

        var named = book.Parties.Find(p => string.Equals(p.Party, maker, StringComparison.OrdinalIgnoreCase) && p.Roles.Contains("supplier"))?.Party;
        var makers = new[] { (await registrar)?.Party, named ?? await first }.OfType<string>().Where(party => party != OperatorRoom.Party).Distinct();
        return new(true, [.. makers], (await resellers)?.Parties ?? []);
    }

    private string[] UnknownOf(string book, IReadOnlyCollection<string> products) =>
        [.. products.Distinct().Where(p => !_products.ContainsKey((book, p))).Select(Product.KeyOf)];

    private IReadOnlyDictionary<string, ProductInfo> KnownOf(string book, IReadOnlyCollection<string> products) =>
        products.Distinct().Where(p => _products.ContainsKey((book, p))).ToDictionary(p => p, p => _products[(book, p)]);

    private void Keep(string book, IEnumerable<Product> products)
    {
        foreach (var product in products)
        {
            _products[(book, product.Code)] = product.ToInfo();
        }
    }

    private BookInfo? Keep(string book, Book? found) => found is null ? null : _books[book] = found.ToInfo();

    private async Task<BookInfo?> ReadBookAsync(string book, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        return Keep(book, await session.Events.AggregateStreamAsync<Book>(Book.Key, token: ct));
    }
}
