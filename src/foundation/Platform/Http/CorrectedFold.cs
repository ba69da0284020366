using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Marten;

namespace Ledger.Platform.Http;

/// <summary>A stream as it is without what was declared erroneous. Events that moved units stay: the units are put right by the events that moved them back.</summary>
internal static class CorrectedFold
{
    public static IReadOnlyList<IEvent> Without(IReadOnlyList<IEvent> events, IReadOnlyCollection<DeclarationNote> declarations)
    {
        var declared = declarations.Select(note => note.Event).ToHashSet();
        return [.. events.Where(e => e.Data is IMovesUnits || !declared.Contains(e.Id))];
    }

    /// <returns>Null when what the stream began with is not there any more.</returns>
    public static async Task<T?> OfAsync<T>(IQuerySession session, string key, long version, IReadOnlyCollection<DeclarationNote> declarations, CancellationToken ct)
        where T : class
    {
        var events = Without(await session.Events.FetchStreamAsync(key, version, token: ct), declarations);
        return events is [{ Version: 1 }, ..]
            ? await ((DocumentStore)session.DocumentStore).Options.Projections.AggregatorFor<T>().BuildAsync(events, session, default, ct)
            : null;
    }
}
