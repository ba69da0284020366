using System.Collections.Concurrent;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Proposals;
using Marten;

namespace Ledger.Agreements;

/// <summary>Tells other contexts what an agreement takes, as it is at this moment.</summary>
public sealed class AgreementsPort(IDocumentStore store) : IAgreements
{
    private readonly ConcurrentDictionary<(string Book, string Agreement), AgreementParties> _parties = new();

    public async Task<AgreementParties?> PartiesAsync(IQuestions questions, string agreement)
    {
        if (_parties.TryGetValue((questions.Book, agreement), out var known))
        {
            return known;
        }

        return await FindAsync(questions, agreement) is { } found ? _parties[(questions.Book, agreement)] = new(found.Supplier, found.Customer) : null;
    }

    public async Task<AgreementInfo?> FindAsync(IQuestions questions, string agreement) =>
        await questions.Batch.Load<Agreement>(Agreement.KeyOf(agreement)) is { } found ? InfoOf(found) : null;

    public async Task<LineWeights?> WeightsAsync(string book, string agreement, int line, DateTimeOffset? effectiveAt, long? atPosition, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        var state = await session.FoldAsync<Agreement>(Agreement.KeyOf(agreement), new(effectiveAt, atPosition), ct);
        // As everywhere else, the first substitution to a product is the one that counts.
        return state?.Line(line) is { } found
            ? new(found.Substitutions.Select(s => s.To).Concat((found.Weights ?? []).Select(w => w.Product)).Distinct()
                .ToDictionary(product => product, found.WeightOf))
            : null;
    }

    public async Task<bool> IsProposedAsync(IQuestions questions, string agreement) =>
        await questions.Batch.Events.FetchLatest<AgreementProposals>(AgreementProposals.KeyOf(agreement)) is { } proposals && proposals.AwaitsSigning;

    private static AgreementInfo InfoOf(Agreement agreement) =>
        new(agreement.Code, agreement.Supplier, agreement.Customer, agreement.IsClosed, [.. agreement.Lines.Select(InfoOf)]);

    private static AgreementLineInfo InfoOf(AgreementLine line) =>
        new(
            line.Line, line.Family, [.. line.Substitutions.Select(s => s.To).Concat(line.Product is null ? [] : [line.Product])],
            line.From, line.Until, line.Window == DeliveryWindow.Firm, line.Returns == ReturnTerms.Authorised);
}
