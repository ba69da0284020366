using Ledger.Contracts.Ports;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Http;

/// <summary>Every address below <c>/books/{book}</c> exists only while the book does; and each parameter is given once and holds what the store can keep.</summary>
public sealed class BookGate(ICatalog catalog)
{
    public async Task<Problem?> CheckAsync(HttpContext context)
    {
        foreach (var (name, values) in context.Request.Query)
        {
            if (values.Count > 1)
            {
                return Problem.Of(Problems.InvalidQuery, "A parameter is given twice.", [new(name, "duplicate", "Which of the values is meant cannot be told.")]);
            }

            if (values.Any(v => v is not null && v.Any(char.IsControl)))
            {
                return Problem.Of(Problems.InvalidQuery, "A parameter holds a control character.", [new(name, "bad-format", "No control characters are expected.")]);
            }
        }

        if (context.Request.RouteValues["book"] is not string book)
        {
            return null;
        }

        return Rules.IsBookCode(book) && await catalog.BookAsync(book, context.RequestAborted) is not null
            ? null
            : Problem.Of(Problems.UnknownBook, "There is no such book. A book is opened with POST /books/{book}/open.");
    }
}
