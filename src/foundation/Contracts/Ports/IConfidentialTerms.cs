namespace Ledger.Contracts.Ports;

/// <summary>What is confidential in a book, for those who take it with them. Agreements implements it.</summary>
public interface IConfidentialTerms
{
    /// <summary>Every disclosure of the book that the caller is entitled to, in the order of the events that hold their digests.</summary>
    Task<IReadOnlyList<EntitledDisclosure>> OfAsync(string book, Caller caller, CancellationToken ct);
}

/// <param name="Event">Id of the event whose leaf holds the digest.</param>
/// <param name="Disclosure">The disclosure of RFC 9901, as it is handed over.</param>
public sealed record EntitledDisclosure(Guid Event, string Digest, string Disclosure);
