using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Ledger.Inventory.Custody;

/// <summary>
/// Posts every event's movements in the transaction that records the event: a unit that is not where the event takes it from refuses the whole command.
/// </summary>
public sealed class CustodyGuard : IProjection
{
    public const string Name = "Custody";

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var recorded in events)
        {
            if (recorded.Data is not IMovesUnits moves)
            {
                continue;
            }

            foreach (var movement in moves.Movements)
            {
                operations.QueueSqlCommand(
                    $"select {CustodySchema.Move}(?, ?, ?, ?, ?, ?, ?)",
                    recorded.TenantId, recorded.Id, movement.Product, (object?)movement.Line ?? DBNull.Value, movement.From, movement.To,
                    movement.Serials.ToArray());
            }
        }

        return Task.CompletedTask;
    }
}
