namespace Ledger.Audit.Log.Batches;

/// <summary>Asked before every batch of a book.</summary>
public interface ISealingGate
{
    /// <returns>Why the book must not be sealed any further; null when it may.</returns>
    Task<string?> RefuseAsync(string book, CancellationToken ct);
}
