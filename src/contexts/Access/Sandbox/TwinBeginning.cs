using JasperFx;
using JasperFx.Events;
using Ledger.Contracts.Messages;
using Marten;
using Marten.Events;
using Marten.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Wolverine.Marten;

namespace Ledger.Access.Sandbox;

/// <summary>
/// Records in a new twin what its book's facts of reference are: its parties, products, sites, rack models and agreements, stream by stream and under ids of
/// their own, so
/// that an integrator can begin with an order. All of it in one transaction: of two first requests one records it, and the other finds it.
/// </summary>
public sealed class TwinBeginning(IDocumentStore store, IServiceScopeFactory scopes, IEnumerable<LedgerContext> contexts)
{
    private readonly Type[] _facts =
        [.. contexts.SelectMany(context => context.Assembly.GetTypes()).Where(type => type.IsDefined(typeof(BeginsTwinAttribute), false))];

    /// <returns>False when there is no such book.</returns>
    public async Task<bool> EnsureAsync(string book, string twin, CancellationToken ct)
    {
        await using var live = store.QuerySession(book);
        var facts = await live.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(_facts)).OrderBy(e => e.Sequence).ToListAsync(ct);
        if (facts.Count == 0)
        {
            return false;
        }

        if (!await HasBegunAsync(twin, facts[0].StreamKey!, ct))
        {
            try
            {
                await RecordAsync(live, book, twin, facts, ct);
            }
            catch (Exception e) when (IsLostRace(e))
            {
                // Another request was first, on this host or another, and has committed all of it; anything else is a fault.
                if (!await HasBegunAsync(twin, facts[0].StreamKey!, ct))
                {
                    throw;
                }
            }
        }

        return true;
    }

    private async Task<bool> HasBegunAsync(string twin, string firstStream, CancellationToken ct)
    {
        await using var session = store.QuerySession(twin);
        return await session.Events.FetchStreamStateAsync(firstStream, ct) is not null;
    }

    /// <summary>Who starts a stream first wins; which exception tells the other so depends on where it shows.</summary>
    private static bool IsLostRace(Exception e) =>
        e is ConcurrencyException or JasperFx.Events.ExistingStreamIdCollisionException
            or Marten.Exceptions.ExistingStreamIdCollisionException or MartenCommandException;

    private async Task RecordAsync(IQuerySession live, string book, string twin, IReadOnlyList<IEvent> facts, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = store.LightweightSession(twin);
        var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
        outbox.Enroll(session);
        outbox.TenantId = twin;
        foreach (var stream in facts.GroupBy(e => e.StreamKey!))
        {
            var kind = (await live.Events.FetchStreamStateAsync(stream.Key, ct))?.AggregateType
                ?? throw new InvalidOperationException($"The stream {stream.Key} of {book} has no type.");
            session.Events.StartStream(kind, stream.Key, [.. stream.Select(e => Copy(session, e))]);
        }

        NumbersInUse.Copy(session, book, twin);
        await outbox.PublishAsync(new TwinBegunNotice(book));
        await session.SaveChangesAsync(ct);
    }

    /// <summary>The same fact with what caused it, so that a partner who records it once more in the twin is told that it is there.</summary>
    private static IEvent Copy(IDocumentSession session, IEvent fact)
    {
        var copy = session.Events.BuildEvent(fact.Data);
        copy.CausationId = fact.CausationId;
        copy.UserName = fact.UserName;
        return copy;
    }
}
