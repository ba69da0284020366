using Ledger.Store.Identities;
using Marten;

namespace Ledger.Logistics.Returns;

/// <summary>A return is also of the suppliers whose units come back, and of the one that is asked to take them.</summary>
internal sealed class WhoseReturns(IAgreements agreements) : IWhoseDocuments
{
    public string Kind => "return";

    public async Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct)
    {
        var found = await session.Events.AggregateStreamAsync<UnitReturn>(UnitReturn.Key(identity), token: ct);
        return [found?.Request?.Supplier, .. await session.PartiesOfLinesAsync(agreements, (found?.SentAtFirst ?? []).Select(sent => sent.Line), ct)];
    }
}
