namespace Ledger.Audit.Declarations;

/// <summary>
/// Units that a wrong event moved stand somewhere, and no declaration puts them elsewhere: the corrective events must have taken each of them, from where the
/// wrong
/// event left it, back to where it came from.
/// </summary>
internal static class MovedBack
{
    /// <summary>Serials of the units that are not back, in the order of the wrong event; empty when it moved none.</summary>
    public static IReadOnlyList<string> Missing(RecordedFact wrong, IReadOnlyList<RecordedFact> correctives)
    {
        if (wrong.Data is not IMovesUnits moved)
        {
            return [];
        }

        var at = new Dictionary<(string Product, string Serial), (string From, string Now)>();
        foreach (var movement in moved.Movements)
        {
            foreach (var serial in movement.Serials)
            {
                var from = at.TryGetValue((movement.Product, serial), out var before) ? before.From : movement.From;
                at[(movement.Product, serial)] = (from, movement.To);
            }
        }

        foreach (var movement in correctives.Select(fact => fact.Data).OfType<IMovesUnits>().SelectMany(fact => fact.Movements))
        {
            foreach (var serial in movement.Serials)
            {
                if (at.TryGetValue((movement.Product, serial), out var unit) && unit.Now == movement.From)
                {
                    at[(movement.Product, serial)] = (unit.From, movement.To);
                }
            }
        }

        return [.. at.Where(unit => unit.Value.Now != unit.Value.From).Select(unit => unit.Key.Serial)];
    }
}
