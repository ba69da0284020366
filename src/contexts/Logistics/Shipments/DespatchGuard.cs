using JasperFx.Events;

namespace Ledger.Logistics.Shipments;

/// <summary>Counts what counts as shipped against order lines, in the transaction that records it: more than a line calls for is refused.</summary>
public sealed class DespatchGuard : EventGuard
{
    public override IEnumerable<GuardCall> CallsFor(string book, IEvent recorded)
    {
        foreach (var change in recorded.Data is ICountsAsShipped counted ? counted.Changes.Where(change => change.QuantityUnits != 0) : [])
        {
            // History is only counted.
            var ordered = recorded.Sequence == 0 ? change.OrderedUnits : null;
            yield return new(ShippedUnits.Ship, [book, change.Order, change.OrderLine, change.QuantityUnits, (object?)ordered ?? DBNull.Value]);
            if (change.Step is not null)
            {
                yield return RoomSchema.NoteRoom(book, recorded, change);
            }
        }
    }
}
