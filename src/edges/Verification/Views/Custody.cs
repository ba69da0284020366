using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>
/// Where every unit is and which events brought it there. Two commands that were recorded at the same moment may have drawn their sequence numbers in the other
/// order than they moved a unit; so a movement out of an account that the unit is not in yet waits until it is.
/// </summary>
internal sealed class Custody(Names names, LeafTable leaves, EffectiveTimes times)
{
    public const string Origin = "origin";

    private readonly Dictionary<UnitKey, List<(int Ordinal, int Line, int From, int To)>> _waiting = [];
    private readonly int _origin = names.Of(Origin);
    private (int Account, bool IsOff) _lastTo = (Names.None, false);

    public UnitTable Units { get; } = new();

    public Trails Trails { get; } = new();

    /// <summary>Moves the unit on, now or once it is where the movement takes it from.</summary>
    public void Move(int ordinal, in Movement movement, UnitKey key)
    {
        ref var unit = ref Units.Of(key);
        if (!TryMove(ref unit, ordinal, movement.Line, movement.From, movement.To))
        {
            if (!_waiting.TryGetValue(key, out var waiting))
            {
                _waiting[key] = waiting = [];
            }

            waiting.Add((ordinal, movement.Line, movement.From, movement.To));
        }
        else if (_waiting.Count > 0 && _waiting.TryGetValue(key, out var waiting))
        {
            while (waiting.FindIndex(w => TryMoveAgain(key, w)) is >= 0 and var moved)
            {
                waiting.RemoveAt(moved);
            }

            if (waiting.Count == 0)
            {
                _waiting.Remove(key);
            }
        }
    }

    /// <summary>Movements that never could take place.</summary>
    public void Finish(FindingList findings)
    {
        foreach (var (key, waiting) in _waiting.OrderBy(unit => unit.Value[0].Ordinal))
        {
            var unit = Units.Of(key);
            var (ordinal, line, from, to) = waiting[0];
            var there = unit.Trail == Trails.Nowhere ? "not registered" : $"at {names[unit.Account]}, line {names.TextOf(unit.Line) ?? "none"}";
            findings.Add(new(
                Rule.V1, leaves.NameOf(ordinal), $"it moves a unit to {Utf8.Shown(names[to])}",
                $"the unit at {Utf8.Shown(names[from])}, line {names.TextOf(line) ?? "none"}", Utf8.Shown(there)));
        }
    }

    private bool TryMoveAgain(UnitKey key, (int Ordinal, int Line, int From, int To) movement)
    {
        ref var unit = ref Units.Of(key);
        return TryMove(ref unit, movement.Ordinal, movement.Line, movement.From, movement.To);
    }

    private bool TryMove(ref Unit unit, int ordinal, int line, int from, int to)
    {
        var isNew = unit.Trail == Trails.Nowhere;
        if (from == _origin ? !isNew : isNew || unit.Account != from || (unit.Line != Names.None && unit.Line != line))
        {
            return false;
        }

        unit.Line = from != _origin && IsOffTheLine(to) ? Names.None : line;
        unit.Account = to;
        if (!isNew)
        {
            times.Moved(ordinal, Trails.LastOf(unit.Trail));
        }

        unit.Trail = Trails.Then(unit.Trail, ordinal);
        return true;
    }

    /// <summary>What is back in the supplier's stock, or on its way there, or given up, no longer counts toward an agreement.</summary>
    private bool IsOffTheLine(int account)
    {
        // Thousands of units go to the same account one after the other.
        if (_lastTo.Account != account)
        {
            _lastTo = (account, names[account].Split('/') is [_, "inventory" or "returning" or "notReturned" or "returned" or "writtenOff" or "scrapped", ..]);
        }

        return _lastTo.IsOff;
    }
}
