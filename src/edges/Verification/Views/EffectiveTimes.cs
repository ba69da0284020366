using System.Text.Json;
using Ledger.Verification.Csv;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>
/// When each event takes effect: at its told time, but never before what it rests on. Leaves do not always come in the order of their positions, so the times
/// are found when all events are known.
/// </summary>
internal sealed class EffectiveTimes(Names names, LeafTable leaves, FindingList findings)
{
    private readonly List<(long Seq, int Ordinal, long Told, int[] RestsOn, int[] Is)> _facts = [];
    private readonly Dictionary<int, List<int>> _movedBefore = [];
    private readonly Dictionary<int, long> _times = [];

    /// <summary>In microseconds, as the journal has them. Empty before <see cref="Finish"/>.</summary>
    public long this[int ordinal] => _times.GetValueOrDefault(ordinal);

    public void Apply(in Fact fact)
    {
        try
        {
            var members = Members.Of(fact.Data);
            var (restsOn, steps) = Steps.Of(fact.Type, fact.Stream, members);
            _facts.Add((fact.Seq, fact.Ordinal, CsvTime.Micros(members.OccurredAt), [.. restsOn.Select(Number)], [.. steps.Select(Number)]));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            findings.Add(new(Rule.V1, leaves.NameOf(fact.Ordinal), "what it rests on", $"the members of {fact.Type}", Utf8.Shown(e.Message)));
        }
    }

    /// <summary>The event moved units that another had moved last.</summary>
    public void Moved(int ordinal, int before)
    {
        if (!_movedBefore.TryGetValue(ordinal, out var events))
        {
            _movedBefore[ordinal] = events = [];
        }

        // Thousands of units come from the same event one after the other.
        if (events.Count == 0 || events[^1] != before)
        {
            events.Add(before);
        }
    }

    public void Finish()
    {
        var steps = new Dictionary<int, long>();
        foreach (var (_, ordinal, told, restsOn, taken) in _facts.OrderBy(fact => fact.Seq))
        {
            // What is recorded later does not count, though its transaction was the first to move a unit.
            var units = _movedBefore.GetValueOrDefault(ordinal, []).Select(before => _times.GetValueOrDefault(before, long.MinValue));
            var effective = restsOn.Select(Of).Concat(units).Append(told).Max();
            _times[ordinal] = effective;
            foreach (var step in taken)
            {
                steps[step] = Math.Max(effective, Of(step));
            }
        }

        long Of(int step) => steps.GetValueOrDefault(step, long.MinValue);
    }

    private int Number(string step) => names.Of(step);
}
