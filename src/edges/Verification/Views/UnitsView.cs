using System.Text;
using Ledger.Verification.Bundles;
using Ledger.Verification.Csv;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Compares custody, a row a unit, with the ledger's own: account, agreement line, and the sum over the unit's whole trail.</summary>
internal sealed class UnitsView(Names names, LeafTable leaves, Custody custody, FindingList findings)
{
    /// <summary>Units that the ledger has, by product.</summary>
    public Dictionary<string, long> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Units that the events make and the view lacks: a key, the event that registered the unit, the one that moved it last. Their serials are only in the
    /// events.
    /// </summary>
    public List<(UnitKey Key, int First, int Last)> Absent { get; } = [];

    public void Compare(Bundle bundle)
    {
        using var csv = bundle.ReadCsv(Parts.Units);
        while (csv.Next())
        {
            var product = names.OfBytes(csv.Bytes(0));
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Rows, names[product], out _)++;
            Compare(csv, ref custody.Units.Of(UnitKey.Of(product, csv.Bytes(1))));
        }

        foreach (var (key, unit) in custody.Units.All().Where(unit => !unit.Unit.IsSeen && unit.Unit.Trail != Trails.Nowhere))
        {
            if (findings.Tells(Rule.V1) && Absent.Count < FindingList.ToldPerRuleMax)
            {
                Absent.Add((key, custody.Trails.FirstOf(unit.Trail), custody.Trails.LastOf(unit.Trail)));
            }
            else
            {
                findings.Add(new(Rule.V1, null, "a unit", "a row in the view of units", "no row"));
            }
        }
    }

    private void Compare(CsvReader csv, ref Unit unit)
    {
        if (unit.Trail == Trails.Nowhere)
        {
            Tell(csv, null, "no row, for no event registered it", csv.Shown(2));
        }
        else if (unit.IsSeen)
        {
            Tell(csv, unit, "one row", "the row twice");
        }
        else if (names.OfBytes(csv.Bytes(2)) != unit.Account)
        {
            Tell(csv, unit, $"at {names[unit.Account]}", $"at {csv.Shown(2)}");
        }
        else if ((csv.IsAbsent(3) ? Names.None : names.OfBytes(csv.Bytes(3))) != unit.Line)
        {
            Tell(csv, unit, $"line {names.TextOf(unit.Line) ?? "none"}", $"line {csv.Shown(3)}");
        }
        else if (csv.Number(4) != custody.Trails.LengthOf(unit.Trail) || !Ascii.Equals(csv.Bytes(5), custody.Trails.SumOf(unit.Trail, leaves)))
        {
            Tell(csv, unit, $"a trail of {custody.Trails.LengthOf(unit.Trail)} events with the sum {custody.Trails.SumOf(unit.Trail, leaves)}",
                $"{csv.Number(4)} events with the sum {csv.Shown(5)}");
        }

        unit.IsSeen = true;
    }

    private void Tell(CsvReader csv, Unit? unit, string expected, string found)
    {
        var last = unit is { } known ? custody.Trails.LastOf(known.Trail) : -1;
        findings.Add(new(
            Rule.V1, last >= 0 ? leaves.NameOf(last) : null, $"the unit {csv.Shown(0)} {csv.Shown(1)}{(last >= 0 ? ", which this event moved last" : "")}",
            Utf8.Shown(expected), Utf8.Shown(found)));
    }
}
