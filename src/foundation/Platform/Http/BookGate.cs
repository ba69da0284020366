using Ledger.Contracts.Ports;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Http;

/// <summary>Every address below <c>/books/{book}</c> exists only while the book does.</summary>
public sealed class BookGate(ICatalog catalog)
{
    public async Task<Problem?> CheckAsync(HttpContext context)
    {
        if (context.Request.RouteValues["book"] is not string book)
        {
            return null;
        }

        return Rules.IsBookCode(book) && await catalog.BookAsync(book, context.RequestAborted) is not null
            ? null
            : Problem.Of(Problems.UnknownBook, "There is no such book. A book is opened with POST /books/{book}/open.");
    }
}
