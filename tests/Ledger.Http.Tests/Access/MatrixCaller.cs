using Ledger.Contracts;

namespace Ledger.Http.Tests.Access;

/// <summary>Somebody who sends every request there is: what is shown, and what must come of it.</summary>
/// <param name="Bearer">What follows <c>Bearer</c>; null for nothing at all.</param>
/// <param name="Refused">Status and code with which it is refused everywhere; null when it is who it says.</param>
/// <param name="IsElsewhere">It is of another book.</param>
/// <param name="IsAnother">It has the role, but what is recorded belongs to another party with that role.</param>
public sealed record MatrixCaller(
    string Name, string? Bearer, Roles Roles = Roles.None, Scopes Scopes = Scopes.All, (int Status, string Code)? Refused = null, bool IsElsewhere = false,
    bool IsAnother = false)
{
    /// <summary>Whether an answer is one of a caller that was let in; whose a thing is, is for its own rules to say, after the table.</summary>
    public bool IsLetIn(int status, string? code) => (status, code) switch
    {
        (403, "not-your-own") => IsAnother,
        (401 or 403 or >= 500, _) or (404, "unknown-book") => false,
        _ => true,
    };

    /// <summary>How the table says that the request ends; null when it is let in.</summary>
    public (int Status, string Code)? Tabled(Route route)
    {
        if (route.IsOpen)
        {
            return null;
        }

        if (Refused is not null)
        {
            return Refused;
        }

        if (IsElsewhere)
        {
            return (404, "unknown-book");
        }

        if ((Operations.Allowed[route.Operation] & Roles) == 0)
        {
            return (403, "not-permitted");
        }

        return (Scopes & route.Scope) == route.Scope ? null : (403, "insufficient-scope");
    }
}
