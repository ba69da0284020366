using Ledger.Agreements.Agreements;
using Ledger.Store.Identities;
using Marten;

namespace Ledger.Agreements.Proposals;

/// <summary>An agreement is of both its parties, and of those who proposed it to each other.</summary>
internal sealed class WhoseAgreements : IWhoseDocuments
{
    public string Kind => "agreement";

    public async Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct)
    {
        var agreement = await session.LoadAsync<Agreement>(Agreement.KeyOf(identity), ct);
        var proposals = await session.Events.AggregateStreamAsync<AgreementProposals>(AgreementProposals.KeyOf(identity), token: ct);
        return [agreement?.Supplier, agreement?.Customer, .. (proposals?.Proposals ?? []).SelectMany(p => new[] { p.Content.By, p.Content.To })];
    }
}
