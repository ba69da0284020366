using JasperFx.Events;

namespace Ledger.Inventory.Custody;

/// <summary>
/// Posts every event's movements in the transaction that records the event: a unit that is not where the event takes it from refuses the whole command.
/// </summary>
public sealed class CustodyGuard : EventGuard
{
    public const string Name = "Custody";

    public override IEnumerable<GuardCall> CallsFor(string book, IEvent recorded) =>
        from movement in recorded.Data is IMovesUnits moves ? moves.Movements : []
        select new GuardCall(
            CustodySchema.Move,
            [book, recorded.Id, movement.Product, (object?)movement.Line ?? DBNull.Value, movement.From, movement.To, movement.Serials.ToArray()]);
}
