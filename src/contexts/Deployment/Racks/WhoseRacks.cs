using Ledger.Store.Identities;
using Marten;

namespace Ledger.Deployment.Racks;

/// <summary>A rack is also of the customers whose units it holds.</summary>
internal sealed class WhoseRacks(IAgreements agreements) : IWhoseDocuments
{
    public string Kind => "rack";

    public async Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct)
    {
        var rack = await session.Events.AggregateStreamAsync<Rack>(Rack.KeyOf(identity), token: ct);
        return await session.PartiesOfLinesAsync(agreements, (rack?.Content.Units ?? []).Select(unit => unit.Line), ct);
    }
}
