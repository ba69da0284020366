using Ledger.Agreements.Agreements;
using Ledger.Agreements.Proposals;
using Ledger.Store.Identities;
using Marten;

namespace Ledger.Agreements.Signing;

/// <summary>
/// An agreement is of both its parties, and of those who have proposed it to each other as long as that is open: what one refused to sign is none of its own.
/// </summary>
internal sealed class WhoseAgreements : IWhoseDocuments
{
    public string Kind => "agreement";

    public async Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct)
    {
        var agreement = await session.LoadAsync<Agreement>(Agreement.KeyOf(identity), ct);
        var proposals = await session.Events.AggregateStreamAsync<AgreementProposals>(AgreementProposals.KeyOf(identity), token: ct);
        return
        [
            agreement?.Supplier, agreement?.Customer,
            .. (proposals?.Proposals ?? []).Where(p => p.State == ProposalState.Open).SelectMany(p => new[] { p.Content.By, p.Content.To }),
        ];
    }

    public IReadOnlyList<string> PartiesOf(ICommand command) => command is SignAgreement sign ? [sign.Supplier, sign.Customer] : [];

    public IReadOnlyList<string> StreamsOf(string identity) => [Agreement.KeyOf(identity), AgreementProposals.KeyOf(identity)];
}
