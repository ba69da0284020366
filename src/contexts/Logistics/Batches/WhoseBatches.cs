using Ledger.Store.Identities;
using Marten;

namespace Ledger.Logistics.Batches;

/// <summary>A batch is also of those to whom it was shipped, who carry it, and against whose agreement it was shipped.</summary>
internal sealed class WhoseBatches(IAgreements agreements) : IWhoseDocuments
{
    public string Kind => "batch";

    public async Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct)
    {
        var batch = await session.Events.AggregateStreamAsync<Batch>(Batch.Key(identity), token: ct);
        var shipments = new[] { batch?.Shipment, batch?.VoidedShipment }.OfType<Shipment>().ToList();
        var parties = await session.PartiesOfLinesAsync(agreements, shipments.Select(shipment => shipment.Line), ct);
        return [.. parties, .. shipments.Select(shipment => shipment.Carrier)];
    }
}
