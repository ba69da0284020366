using JasperFx.Events;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Store.Times;
using Marten;

namespace Ledger.Store;

/// <summary>Folds one stream as it was at a moment. The store itself can only stop at a version or a record time.</summary>
public static class StreamFolds
{
    /// <returns>Null when there is no such stream, or what began it was not known or had not happened by then.</returns>
    public static async Task<T?> FoldAsync<T>(this IQuerySession session, string key, Moment moment, CancellationToken ct)
        where T : class => moment.IsNow
            ? await session.Events.AggregateStreamAsync<T>(key, token: ct)
            : await session.FoldAsync<T>(await session.FetchFactsAsync(key, ct), moment, ct);

    /// <summary>The same without what was declared erroneous.</summary>
    public static async Task<T?> FoldAsync<T>(
        this IQuerySession session, string key, Moment moment, IReadOnlyCollection<DeclarationNote> declarations, CancellationToken ct)
        where T : class => await session.FoldAsync<T>(CorrectedFold.Without(await session.FetchFactsAsync(key, ct), declarations), moment, ct);

    /// <summary>
    /// Folds those of a stream's events that count at the moment, in the order in which they were recorded. A late fact can leave out any of them but the
    /// first.
    /// </summary>
    /// <param name="stream">The whole stream as <see cref="EffectiveEvents.FetchFactsAsync"/> gives it, so that it can be folded for several moments.</param>
    public static async Task<T?> FoldAsync<T>(this IQuerySession session, IReadOnlyList<IEvent> stream, Moment moment, CancellationToken ct)
        where T : class
    {
        var counted = stream.Where(e => moment.Includes(e.Sequence, e.EffectiveAt())).ToList();
        return counted is [{ Version: 1 }, ..]
            ? await ((DocumentStore)session.DocumentStore).Options.Projections.AggregatorFor<T>().BuildAsync(counted, session, null, ct)
            : null;
    }
}
