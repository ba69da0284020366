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
    /// <summary>A part of a path is called like its kind, unless that is a word of C#, in which reads are written.</summary>
    private const string Return = "number";

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
            var inPath = kind == "return" ? Return : kind;
            var isInPath = values.ContainsKey(inPath);
            var number = isInPath ? (string?)values[inPath] : query[kind] is [{ } only] ? only : null;
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
                values[inPath] = identity;
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
