using JasperFx.Events;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Returns;

namespace Ledger.Logistics.Shipments;

/// <summary>Counts what counts as shipped against order lines, in the transaction that records it: more than a line calls for is refused.</summary>
public sealed class DespatchGuard : EventGuard
{
    public override IEnumerable<GuardCall> CallsFor(string book, IEvent recorded) =>
        from change in ChangesOf(recorded.Data)
        // History is only counted.
        let ordered = recorded.Sequence == 0 ? change.Ordered : null
        select new GuardCall(ShippedUnits.Ship, [book, change.Order, change.Line, change.Quantity, (object?)ordered ?? DBNull.Value]);

    private static IEnumerable<Change> ChangesOf(object fact) => fact switch
    {
        BatchShipped shipped => [new(shipped.Order, shipped.OrderLine, UnitsOf(shipped), shipped.OrderedUnits)],
        UnitsAttributed attributed => [new(attributed.Order, attributed.OrderLine, UnitsOf(attributed), attributed.OrderedUnits)],
        ShipmentVoided voided => [new(voided.Order, voided.OrderLine, -UnitsOf(voided))],
        UnitsWrittenOff lost => [new(lost.Order, lost.OrderLine, -UnitsOf(lost))],
        UnitsTakenBack { ShippedUnits: > 0 } back => [new(back.Order, back.OrderLine, -back.ShippedUnits)],
        UnitsReturned { Orders: { } orders } => orders.Select(from => new Change(from.Order, from.OrderLine, -from.QuantityUnits)),
        ReturnCancelled cancelled => cancelled.Orders.Select(on => new Change(on.Order, on.OrderLine, on.QuantityUnits, on.OrderedUnits)),
        // What is credited takes the place of a replacement: of the two, the one that comes second is refused.
        ReturnCredited credited => credited.Orders.Select(on => new Change(on.Order, on.OrderLine, on.QuantityUnits, on.OrderedUnits)),
        _ => [],
    };

    private static long UnitsOf(IMovesUnits fact) => fact.Movements.Sum(movement => (long)movement.QuantityUnits);

    private sealed record Change(string Order, int Line, long Quantity, long? Ordered = null);
}
