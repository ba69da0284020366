using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Reads of the book and its reference data.</summary>
public static class BookReads
{
    [WolverineGet("/books/{book}")]
    public static Task<IResult> Book(HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Book>(context, Books.Book.Key, Problems.UnknownBook, ct);

    /// <summary>Parties are part of the book, so their list is cut from it.</summary>
    [WolverineGet("/books/{book}/parties")]
    public static async Task<IResult> Parties(HttpRequest request, IQuerySession session, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        var book = await session.Events.AggregateStreamAsync<Book>(Books.Book.Key, token: ct);
        var parties = (book?.Parties ?? []).OrderBy(p => p.Party, StringComparer.Ordinal).Where(p => string.CompareOrdinal(p.Party, page.After) > 0).Take(page.Limit + 1);
        return Views.Json(page.PageOf([.. parties], p => p.Party));
    }

    [WolverineGet("/books/{book}/products")]
    public static Task<IResult> Products(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<Product>(request, p => p.Id, ct);

    [WolverineGet("/books/{book}/sites")]
    public static Task<IResult> Sites(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<Site>(request, s => s.Id, ct);
}
