using Ledger.Agreements.Agreements;
using Marten;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>Hands over what the caller of an export may take with it: the same as it may read.</summary>
public sealed class ConfidentialTermsPort(IDocumentStore store, DisclosedTerms terms) : IConfidentialTerms
{
    public async Task<IReadOnlyList<EntitledDisclosure>> OfAsync(string book, Caller caller, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        var parties = (await session.Query<Agreement>().ToListAsync(ct)).ToDictionary(agreement => agreement.Code);
        var found = await terms.OfAsync(book, null, IsEntitled, ct);
        return [.. found.Where(term => term.Disclosure is not null).Select(term => new EntitledDisclosure(term.Event, term.Digest, term.Disclosure!.Text))];

        bool IsEntitled(string agreement, string termClass) =>
            parties.TryGetValue(agreement, out var whose) && TermClasses.IsEntitled(caller, termClass, whose.Supplier, whose.Customer);
    }
}
