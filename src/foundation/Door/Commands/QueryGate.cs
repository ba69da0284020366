using Ledger.Door.Reads;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Door.Commands;

/// <summary>
/// A parameter that the address does not take is refused: a filter that is misspelt would show everything, and a command with <c>dryRun</c> would be carried
/// out. Each is given once, and holds what the store can keep.
/// </summary>
public static class QueryGate
{
    public static Problem? Check(HttpContext context)
    {
        if (context.Request.Query.Count == 0)
        {
            return null;
        }

        var taken = TakenBy(context.GetEndpoint());
        foreach (var (name, values) in context.Request.Query)
        {
            if (taken?.Contains(name, StringComparer.Ordinal) is false)
            {
                var known = taken.Count == 0 ? "This address has no query parameters." : $"This address takes {string.Join(", ", taken)}.";
                return Problem.Of(Problems.InvalidQuery, "Unknown query parameter.", [new(name, "unknown", known)]);
            }

            if (values.Count > 1)
            {
                return Problem.Of(Problems.InvalidQuery, "A query parameter is given twice.", [new(name, "duplicate", "Give the parameter only once.")]);
            }

            if (values.Any(v => v is not null && Unseen.IsIn(v)))
            {
                return Problem.Of(
                    Problems.InvalidQuery, "A query parameter contains a control character or an invisible character.",
                    [new(name, "bad-format", "Must not contain control characters or invisible characters.")]);
            }
        }

        return null;
    }

    /// <returns>Null when the address does not say; it is none of a book's then.</returns>
    private static IReadOnlyList<string>? TakenBy(Endpoint? endpoint)
    {
        if (CommandDoor.CommandOf(endpoint) is not null || endpoint?.Metadata.GetMetadata<ITakesNoQuery>() is not null)
        {
            return [];
        }

        var own = endpoint is null ? null : ReadParameters.Of(endpoint.Metadata)?.Select(parameter => parameter.Name);
        return own is null ? null : IsOfBook(endpoint!) ? [.. own, PositionGate.Parameter] : [.. own];
    }

    private static bool IsOfBook(Endpoint endpoint) => endpoint is RouteEndpoint { RoutePattern: var pattern } && pattern.GetParameter("book") is not null;
}

/// <summary>Marks an address that has no query parameters, and is no command that would say so by itself.</summary>
internal interface ITakesNoQuery;
