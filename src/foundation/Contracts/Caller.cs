namespace Ledger.Contracts;

/// <summary>What a party is in a book. Only these decide what a caller may do; see <see cref="AllowsAttribute"/>.</summary>
[Flags]
public enum Roles
{
    None = 0,
    Supplier = 1,
    Customer = 2,
    Carrier = 4,
    Integrator = 8,
    Auditor = 16,

    /// <summary>Runs the ledger: opens books and issues keys. No party of a book.</summary>
    Operator = 32,
}

/// <summary>What a key or a token is good for, within what its party's roles allow.</summary>
[Flags]
public enum Scopes
{
    None = 0,
    Read = 1,
    Write = 2,
    All = Read | Write,
}

/// <summary>Who sends a request, however that was proven: an app of a party of one book, or of the operator, who belongs to no book.</summary>
/// <param name="Party">The legal entity; an idempotency key is its own.</param>
/// <param name="App">The system that acts for it.</param>
/// <param name="Credential">Id of the API key, or of the token, that was shown.</param>
/// <param name="Book">The one book it is for; null for the operator, who administers all.</param>
/// <param name="IsTest">It works on the book's twin, never on the book.</param>
public sealed record Caller(string Party, string App, string Credential, string? Book, bool IsTest, Scopes Scopes, Roles Roles)
{
    public bool Is(Roles role) => (Roles & role) != 0;
}
