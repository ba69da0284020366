using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Reads of the book and its reference data.</summary>
public static class BookReads
{
    /// <summary>Returns the book: its purpose and its parties.</summary>
    [WolverineGet("/books/{book}", OperationId = "ReadBook")]
    [Allows(RoleSets.Everyone)]
    [Answers<Book>(From = ReadFrom.Stream)]
    public static Task<IResult> Book(HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Book>(context, Books.Book.Key, Problems.UnknownBook, ct);

    /// <summary>Lists the book's parties.</summary>
    [WolverineGet("/books/{book}/parties", OperationId = "ListParties")]
    [Allows(RoleSets.Everyone)]
    [Answers<Page<BookParty>>(From = ReadFrom.Committed)]
    public static async Task<IResult> Parties(HttpRequest request, IQuerySession session, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        // Parties are part of the book, so their list is cut from it.
        var book = await session.Events.AggregateStreamAsync<Book>(Books.Book.Key, token: ct);
        var parties = (book?.Parties ?? []).OrderBy(p => p.Party, StringComparer.Ordinal)
            .Where(p => string.CompareOrdinal(p.Party, page.After) > 0).Take(page.Limit + 1);
        return Views.Json(page.PageOf([.. parties], p => p.Party));
    }

    /// <summary>Lists the book's products.</summary>
    [WolverineGet("/books/{book}/products", OperationId = "ListProducts")]
    [Allows(RoleSets.Everyone)]
    [Answers<Page<Product>>(From = ReadFrom.Committed)]
    public static Task<IResult> Products(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<Product>(request, p => p.Id, ct);

    /// <summary>Lists the book's sites.</summary>
    [WolverineGet("/books/{book}/sites", OperationId = "ListSites")]
    [Allows(RoleSets.Everyone)]
    [Answers<Page<Site>>(From = ReadFrom.Committed)]
    public static Task<IResult> Sites(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<Site>(request, s => s.Id, ct);
}
