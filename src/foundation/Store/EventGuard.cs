using JasperFx.Events;
using Ledger.Contracts.Ports;
using Marten;
using Marten.Events.Projections;

namespace Ledger.Store;

/// <summary>
/// What an event changes beside its stream, and may be refused for. Its functions are called in the commit, before the event takes its position, so that a
/// refusal takes none. When what they keep is rebuilt, they are called for the history, as a projection is.
/// </summary>
public abstract class EventGuard : IProjection
{
    /// <param name="recorded">An event that has a position is history, which is not judged any more.</param>
    public abstract IEnumerable<GuardCall> CallsFor(string book, IEvent recorded);

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var call in events.Where(e => e.Sequence > 0).SelectMany(e => CallsFor(e.TenantId!, e)))
        {
            operations.QueueOperation(new FunctionCall(call.Function, [.. call.Arguments]));
        }

        return Task.CompletedTask;
    }
}

/// <summary>The guards of all contexts, in the order in which contexts are added.</summary>
public sealed class EventGuards(IEnumerable<EventGuard> guards)
{
    public IEnumerable<GuardCall> CallsFor(string book, IReadOnlyList<IEvent> events) =>
        from guard in guards from recorded in events from call in guard.CallsFor(book, recorded) select call;
}
