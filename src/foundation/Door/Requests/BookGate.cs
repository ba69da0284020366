using Ledger.Contracts.Ports;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Requests;

/// <summary>Every address below <c>/books/{book}</c> exists only while the book does.</summary>
public sealed class BookGate(ICatalog catalog)
{
    public async Task<Problem?> CheckAsync(HttpContext context)
    {
        if (context.Request.RouteValues["book"] is not string book)
        {
            return null;
        }

        return OperatorRoom.Is(book)
            || ((Rules.IsBookCode(book) || Twin.Is(book)) && await catalog.BookAsync(book, context.RequestAborted) is not null) ? null : Unknown();
    }

    /// <summary>What is said of a book that does not exist, and word for word of one that the caller has no part in.</summary>
    public static Problem Unknown() => Problem.Of(Problems.UnknownBook, "This book does not exist. Open a book with POST /books/{book}/open.");
}
