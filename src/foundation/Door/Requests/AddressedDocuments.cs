using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Store.Identities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ledger.Door.Requests;

/// <summary>
/// The address of a read names a document by its number, in its path or as a parameter; the read gets the identity of the one that its caller means.
/// </summary>
public sealed class AddressedDocuments(DocumentIdentities identities)
{
    /// <returns>The problem where it may be several.</returns>
    public async Task<Problem?> IdentifyAsync(HttpContext context)
    {
        var (values, query) = (context.Request.RouteValues, context.Request.Query);
        if (values["book"] is not string book)
        {
            return null;
        }

        foreach (var kind in NumberedMembers.Kinds)
        {
            var isInPath = values.ContainsKey(kind);
            var number = isInPath ? (string?)values[kind] : query[kind] is [{ } only] ? only : null;
            if (number is null || number.Contains('\0', StringComparison.Ordinal))
            {
                continue;
            }

            var (identity, several) = await identities.MeantAsync(book, kind, number, Caller.Of(context)?.Party, context.RequestAborted);
            if (several is not null)
            {
                return Problem.Of(several);
            }

            if (isInPath)
            {
                values[kind] = identity;
            }
            else
            {
                context.Request.Query = query = new QueryCollection(
                    new Dictionary<string, StringValues>(query, StringComparer.OrdinalIgnoreCase) { [kind] = identity });
            }
        }

        return null;
    }
}
