using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Ledger.Audit.Declarations;

/// <summary>Keeps the rows in the transaction that records the declarations: who reads right after sees them.</summary>
public sealed class DeclarationProjection : IProjection
{
    public const string Name = "Declarations";

    private const string Insert = $"""
        insert into {DeclarationSchema.Declaration} (event, book, stream, type, version, position, reason, corrective_events, note, occurred_at, declaration)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::text, ?, ?)
        """;

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var recorded in events)
        {
            if (recorded.Data is EventDeclaredErroneous e)
            {
                operations.QueueSqlCommand(
                    Insert, e.Event, recorded.TenantId, e.Stream, e.Type, e.Version, e.Position, e.Reason, e.CorrectiveEvents.ToArray(),
                    (object?)e.Note ?? DBNull.Value, e.OccurredAt, recorded.Id);
            }
        }

        return Task.CompletedTask;
    }
}
