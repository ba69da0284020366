using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Custody;

/// <summary>
/// A book in memory: streams of events, and a custody that posts their movements as the guard does, all of a command's or none.
/// </summary>
internal sealed class Book
{
    private readonly Dictionary<string, List<object>> _streams = [];

    public Dictionary<(string Product, string Serial), UnitAt> Custody { get; private set; } = [];

    public List<IMovesUnits> Journal { get; } = [];

    public int RegisteredUnits { get; private set; }

    public IEnumerable<KeyValuePair<string, List<object>>> Streams => _streams;

    public IReadOnlyList<object> EventsOf(string key) => _streams.GetValueOrDefault(key) ?? [];

    /// <returns>What was recorded; null when it was refused, by the decision or by the guard.</returns>
    public IReadOnlyList<object>? Record<T>(string key, Func<T?, Decision> decide)
        where T : class, new()
    {
        var state = Story.Fold<T>(EventsOf(key));
        var before = state is null ? null : Story.Written(state);
        var decision = decide(state);
        Assert.Equal(before, state is null ? null : Story.Written(state));
        if (decision.Refusal is not null || Posted(decision.Events) is not { } custody)
        {
            return null;
        }

        Custody = custody;
        _streams.TryAdd(key, []);
        _streams[key].AddRange(decision.Events);
        Journal.AddRange(decision.Events.OfType<IMovesUnits>());
        RegisteredUnits += decision.Events.OfType<IMovesUnits>().SelectMany(e => e.Movements).Where(m => m.From == Account.Origin).Sum(m => m.QuantityUnits);
        return decision.Events;
    }

    public IReadOnlyList<UnitAt> Locate(string product, IEnumerable<string> serials) =>
        [.. serials.Distinct().Select(s => Custody.GetValueOrDefault((product, s))).OfType<UnitAt>()];

    /// <summary>The streams whose facts of either kind moved units of a product last, with those units.</summary>
    public IReadOnlyList<UnitsOfStream> LastMoved<T1, T2>(string product)
        where T1 : IMovesUnits
        where T2 : IMovesUnits
    {
        var last = Journal.Where(e => e is T1 or T2)
            .SelectMany(e => e.Movements.Where(m => m.Product == product).SelectMany(m => m.Serials).Select(serial => (serial, e)))
            .GroupBy(x => x.serial, x => x.e)
            .Select(units => (Serial: units.Key, Stream: StreamOf(units.Last())));
        return [.. last.GroupBy(unit => unit.Stream, unit => unit.Serial).Select(units => new UnitsOfStream(units.Key, [.. units]))];
    }

    /// <summary>Serials of a product's units that a fact of a kind moved, and nothing since.</summary>
    public IReadOnlyList<string> MovedBy<T>(string product)
        where T : IMovesUnits =>
            [.. Journal.SelectMany(e => e.Movements.Where(m => m.Product == product).SelectMany(m => m.Serials).Select(serial => (serial, e)))
                .GroupBy(x => x.serial).Where(moves => moves.Last().e is T).Select(moves => moves.Key)];

    public IEnumerable<UnitAt> At(string account) => Custody.Values.Where(u => u.Account == account);

    private string StreamOf(IMovesUnits moved) => _streams.Single(stream => stream.Value.Contains(moved, ReferenceEqualityComparer.Instance)).Key;

    /// <summary>As one text, so that two moments can be compared.</summary>
    public string Written() =>
        string.Join('\n', Custody.Values.Select(u => u.ToString()).Order(StringComparer.Ordinal).Concat(_streams.Select(s => $"{s.Key} {s.Value.Count}")));

    private Dictionary<(string, string), UnitAt>? Posted(IEnumerable<object> events)
    {
        var custody = new Dictionary<(string, string), UnitAt>(Custody);
        foreach (var movement in events.OfType<IMovesUnits>().SelectMany(e => e.Movements))
        {
            foreach (var serial in movement.Serials)
            {
                var key = (movement.Product, serial);
                if (movement.From == Account.Origin ? custody.ContainsKey(key) : custody.GetValueOrDefault(key) is not { } unit || unit.Account != movement.From
                    || (unit.Line ?? movement.Line) != movement.Line)
                {
                    return null;
                }

                var isOffTheLine = Condition.OffTheLine.Contains(Account.ConditionOf(movement.To));
                custody[key] = new(movement.Product, serial, movement.To, isOffTheLine ? null : movement.Line);
            }
        }

        return custody;
    }
}
