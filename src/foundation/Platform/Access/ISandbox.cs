namespace Ledger.Platform.Access;

/// <summary>The twins of books, in which test keys work.</summary>
public interface ISandbox
{
    /// <summary>The tenant of the book's twin, which is no code that a book can have.</summary>
    Task<string> TwinAsync(string book, CancellationToken ct);
}
