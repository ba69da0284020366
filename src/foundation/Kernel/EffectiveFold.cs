using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>
/// Finds the effective time of a book's facts, one after the other in the order in which they were recorded: the told time, but never before that of what the
/// fact rests on. Nothing but the history goes into it, so a rebuild and a verifier come to the same.
/// </summary>
/// <param name="steps">Effective times of the steps that were taken before.</param>
public sealed class EffectiveFold(IReadOnlyDictionary<string, DateTimeOffset> steps)
{
    private readonly Dictionary<string, DateTimeOffset> _taken = [];

    /// <summary>Steps that were taken since, with the effective time of each.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Taken => _taken;

    /// <summary>The time as the ledger keeps it: in UTC, to the microsecond.</summary>
    public static DateTimeOffset Kept(DateTimeOffset told)
    {
        var utc = told.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <param name="stream">Key of the stream that it was recorded in.</param>
    /// <param name="units">Effective times of the last movements of the units that it moves.</param>
    public DateTimeOffset Add(IFact fact, string stream, IEnumerable<DateTimeOffset> units)
    {
        var effective = units.Concat(fact.RestsOn(stream).Select(Of)).Append(Kept(fact.OccurredAt)).Max();
        foreach (var step in fact.Steps(stream))
        {
            _taken[step] = Of(step) is var before && before > effective ? before : effective;
        }

        return effective;
    }

    private DateTimeOffset Of(string step) => _taken.TryGetValue(step, out var taken) || steps.TryGetValue(step, out taken) ? taken : DateTimeOffset.MinValue;
}
