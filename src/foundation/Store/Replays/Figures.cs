using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Store.Times;

namespace Ledger.Store.Replays;

/// <summary>Writes figures of replays.</summary>
public static class Figures
{
    /// <param name="events">Of these the ones between the two moments led from one state to the other.</param>
    public static ReplayedFigure State(string of, string key, string? before, string? after, ReplaySpan span, IEnumerable<IEvent> events)
    {
        var causes = CausesAmong(events, span);
        return new(of, key, "state", before, after, null, causes.Count, [.. causes.Take(ReplayedFigure.EventsMax)]);
    }

    /// <param name="before">Null where there was no such thing.</param>
    public static ReplayedFigure Quantity(
        string of, string key, string figure, Fraction? before, Fraction? after, ReplaySpan span, long eventsCount, IEnumerable<EventMark> events) =>
            new(of, key, figure, Text(before), Text(after), span.From is null ? null : Text((after ?? 0) - (before ?? 0)), eventsCount,
                [.. events.Take(ReplayedFigure.EventsMax)]);

    /// <summary>Those that were recorded between the two moments and had happened by the effective time; none where there is only one moment.</summary>
    public static IReadOnlyList<EventMark> CausesAmong(IEnumerable<IEvent> events, ReplaySpan span) => span.From is not { } from ? [] :
        [.. events.Where(e => e.Sequence > from && new Moment(span.EffectiveAt, span.To).Includes(e.Sequence, e.EffectiveAt()))
            .Select(e => new EventMark(e.Sequence, e.Id, e.EventTypeName))];

    private static string? Text(Fraction? quantity) => quantity?.ToString();
}
