using Ledger.Verification.Bundles;
using Ledger.Verification.Csv;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>The double-entry journal: one row a movement, under the event's position and the movement's place in it.</summary>
internal sealed class JournalView(Names names, EffectiveTimes times)
{
    private readonly Dictionary<(long Position, int Movement), Row> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Every movement with the time at which it takes effect.</summary>
    public IEnumerable<(long Effective, int Ordinal, int Product, int Line, int From, int To, long Quantity)> Moments =>
        _rows.Values.Select(row => (times[row.Ordinal], row.Ordinal, row.Product, row.Line, row.From, row.To, row.Quantity));

    /// <param name="told">When the movement happened, as it was told.</param>
    public void Add(in Fact fact, DateTimeOffset told, int place, in Movement movement, long quantity) =>
        _rows[(fact.Seq, place)] =
            new(fact.Ordinal, CsvTime.Micros(told), CsvTime.Micros(fact.At), movement.Product, movement.Line, movement.From, movement.To, quantity);

    public void Compare(Bundle bundle, LeafTable leaves, FindingList findings)
    {
        using var csv = bundle.ReadCsv(Parts.Journal);
        var seen = new HashSet<(long, int)>();
        while (csv.Next())
        {
            var key = (Position: csv.Number(0), Movement: (int)Math.Clamp(csv.Number(1), -1, int.MaxValue));
            var row =
                new Row(0, csv.Time(2), csv.Time(3), names.OfBytes(csv.Bytes(4)), Text(csv, 5), names.OfBytes(csv.Bytes(6)), names.OfBytes(csv.Bytes(7)),
                csv.Number(8));
            if (!TryExpect(bundle, key, out var expected))
            {
                var leaf = leaves.BySeq(key.Position) is { } ordinal ? leaves.NameOf(ordinal) : null;
                findings.Add(new(Rule.V1, leaf, $"a row of the journal, position {key.Position} movement {key.Movement}", "no such movement", Shown(row)));
            }
            else if (!seen.Add(key))
            {
                findings.Add(
                    new(Rule.V1, leaves.NameOf(expected.Ordinal), $"a row of the journal, position {key.Position} movement {key.Movement}", "one row",
                    "the row twice"));
            }
            else if (row != expected with { Ordinal = 0 })
            {
                findings.Add(
                    new(Rule.V1, leaves.NameOf(expected.Ordinal), $"the journal at position {key.Position} movement {key.Movement}", Shown(expected),
                    Shown(row)));
            }
        }

        foreach (var (key, row) in _rows.Where(row => !seen.Contains(row.Key)).OrderBy(row => row.Key))
        {
            findings.Add(new(Rule.V1, leaves.NameOf(row.Ordinal), $"the journal at position {key.Position} movement {key.Movement}", Shown(row), "no row"));
        }
    }

    /// <summary>A journal of an earlier build has the told times.</summary>
    private bool TryExpect(Bundle bundle, (long, int) key, out Row expected)
    {
        var isThere = _rows.TryGetValue(key, out expected);
        expected = isThere && bundle.Layout.HasEffectiveTimes ? expected with { Effective = times[expected.Ordinal] } : expected;
        return isThere;
    }

    private int Text(CsvReader csv, int field) => csv.IsAbsent(field) ? Names.None : names.OfBytes(csv.Bytes(field));

    private string Shown(Row row) => Utf8.Shown(
        $"{row.Quantity} of {names[row.Product]} from {names[row.From]} to {names[row.To]}, line {names.TextOf(row.Line) ?? "none"}, effective "
        + $"{CsvTime.Text(row.Effective)}, recorded {CsvTime.Text(row.Recorded)}");

    private readonly record struct Row(int Ordinal, long Effective, long Recorded, int Product, int Line, int From, int To, long Quantity);
}
