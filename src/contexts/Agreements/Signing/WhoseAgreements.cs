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

    public Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct) =>
        PartiesAsync(session, identity, proposal => proposal.State == ProposalState.Open, ct);

    /// <summary>Those who could not agree may try again.</summary>
    public Task<IReadOnlyList<string?>> GiversAsync(IQuerySession session, string identity, CancellationToken ct) =>
        PartiesAsync(session, identity, _ => true, ct);

    public IReadOnlyList<string> PartiesOf(ICommand command) => command is SignAgreement sign ? [sign.Supplier, sign.Customer] : [];

    public IReadOnlyList<string> StreamsOf(string identity) => [Agreement.KeyOf(identity), AgreementProposals.KeyOf(identity)];

    private static async Task<IReadOnlyList<string?>> PartiesAsync(
        IQuerySession session, string identity, Func<Proposal, bool> isCounted, CancellationToken ct)
    {
        var agreement = await session.LoadAsync<Agreement>(Agreement.KeyOf(identity), ct);
        var proposals = await session.Events.AggregateStreamAsync<AgreementProposals>(AgreementProposals.KeyOf(identity), token: ct);
        return
        [
            agreement?.Supplier, agreement?.Customer,
            .. (proposals?.Proposals ?? []).Where(isCounted).SelectMany(p => new[] { p.Content.By, p.Content.To }),
        ];
    }
}
