using System.Text.Json;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Names units that the view lacks. Only their keys were kept, so the events that registered them are read again for the serials.</summary>
internal static class SerialFinder
{
    public static void Tell(Bundle bundle, UnitsView units, Names names, LeafTable leaves, FindingList findings)
    {
        var wanted = units.Absent.Where(unit => unit.First < leaves.LeavesCount).GroupBy(unit => unit.First).OrderBy(group => group.Key).ToList();
        var serials = new Dictionary<UnitKey, string>();
        foreach (var (group, entry) in wanted.Zip(EntryLines.At(bundle, [.. wanted.Select(group => (long)group.Key)])))
        {
            Find(entry, [.. group.Select(unit => unit.Key)], names, serials);
        }

        foreach (var (key, first, last) in units.Absent.OrderBy(unit => unit.Last))
        {
            var unit = serials.TryGetValue(key, out var serial) ? $"the unit {Utf8.Shown(serial)}" : $"a unit that {leaves.NameOf(first)} registered";
            findings.Add(new(Rule.V1, leaves.NameOf(last), $"{unit}, which this event moved last", "a row in the view of units", "no row"));
        }
    }

    private static void Find(byte[] entry, HashSet<UnitKey> keys, Names names, Dictionary<UnitKey, string> serials)
    {
        var movements = new MovementReader(Envelope.Read(entry, names).Data, names);
        while (movements.Next(out var movement))
        {
            var list = movement.Serials;
            while (list.Read() && list.TokenType == JsonTokenType.String)
            {
                var key = UnitKey.Of(movement.Product, ref list);
                if (keys.Contains(key))
                {
                    serials[key] = $"{names[movement.Product]} {list.GetString()}";
                }
            }
        }
    }
}
