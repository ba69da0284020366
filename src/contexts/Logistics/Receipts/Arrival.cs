using Ledger.Logistics.Batches;

namespace Ledger.Logistics.Receipts;

/// <summary>Compares what was seen at the dock with what was advised and with where the ledger has the units.</summary>
internal sealed class Arrival
{
    public Refusal? Refusal { get; private init; }

    /// <summary>Units of the batch that were in transit, or missing until now.</summary>
    private List<UnitAt> Arrived { get; } = [];

    /// <summary>Units that came though they were not advised, and that the ledger has somewhere they can have come from.</summary>
    private List<UnitAt> Strays { get; } = [];

    /// <summary>Units of the batch that were given up and turned up after all.</summary>
    private List<UnitAt> Reappeared { get; } = [];

    private List<UnitAt> Lost { get; } = [];

    public HashSet<string> Damaged { get; private init; } = [];

    private IReadOnlyList<string> NotAdvised { get; init; } = [];

    private IReadOnlyList<OtherUnits> OtherProducts { get; init; } = [];

    /// <summary>All units that were not advised.</summary>
    public IReadOnlyList<string> Strange => [.. NotAdvised, .. OtherProducts.SelectMany(units => units.Serials)];

    public long NotAdvisedUnits => NotAdvised.Count + OtherProducts.Sum(units => (long)units.Serials.Count);

    /// <summary>Advised units that came with another batch before; they have been received, only not here.</summary>
    public int CameOtherwise { get; private init; }

    public IReadOnlyList<UnitAt> Missing => Lost;

    /// <summary>How many of the batch's units had been missing.</summary>
    public long FoundUnits(string batch) => Arrived.Count(unit => unit.Account == Account.MissingFrom(batch));

    /// <summary>Units of other batches that were missing or in transit until now, by the number of the batch.</summary>
    public IEnumerable<(string Batch, long Units)> OfOthers(string condition) => Strays.Where(unit => Account.ConditionOf(unit.Account) == condition)
        .GroupBy(unit => BatchOf(unit.Account)).Select(group => (group.Key, (long)group.Count()));

    public long AdvisedUnits => Arrived.Count + CameOtherwise;

    public IReadOnlyList<Discrepancy> Discrepancies
    {
        get
        {
            Discrepancy[] all =
            [
                new(Discrepancy.Missing, [.. Lost.Select(u => u.Serial)]),
                new(Discrepancy.Damaged, [.. Damaged.Order(StringComparer.Ordinal)]),
                new(Discrepancy.NotAdvised, NotAdvised),
                .. OtherProducts.Select(units => new Discrepancy(Discrepancy.NotAdvised, units.Serials, units.Product)),
                new(Discrepancy.WrittenOff, [.. Reappeared.Select(u => u.Serial)]),
            ];
            return [.. all.Where(d => d.Serials.Count > 0)];
        }
    }

    /// <param name="others">Where the units of other products are.</param>
    public static Arrival Of(Batch batch, ReceiveBatch command, IReadOnlyList<UnitAt> located, IReadOnlyList<UnitAt> others)
    {
        var (transit, missing, givenUp) = (Account.InTransit(batch.Number), Account.MissingFrom(batch.Number), Account.WrittenOffFrom(batch.Number));
        var at = located.ToDictionary(u => u.Serial, StringComparer.Ordinal);
        var stillInTransit = batch.Serials.Where(s => batch.Outstanding.Contains(s) && at.GetValueOrDefault(s)?.Account == transit).ToList();
        var seen = command.Serials ?? stillInTransit;
        var seenSet = seen.ToHashSet(StringComparer.Ordinal);
        var damaged = (command.Damaged ?? []).ToHashSet(StringComparer.Ordinal);
        if (damaged.Except(seenSet).ToList() is { Count: > 0 } unseen)
        {
            return Refused(
                LogisticsProblems.DamagedNotSeen, $"{unseen.Count} of the damaged units are not among the units seen. Name them in both lists.", unseen);
        }

        if (seen.Count == 0 && command.Others is null && !(command.Final && batch.Outstanding.Count > 0))
        {
            return Refused(LogisticsProblems.NothingToReceive, $"All units of batch {batch.Number} are already accounted for.", null);
        }

        // A unit that a count had lost before the batch left was on the lorry after all: it was not advised.
        var advised = batch.Serials.Where(serial => !(at.TryGetValue(serial, out var unit) && WasLost(unit))).ToHashSet(StringComparer.Ordinal);
        if (seen.Where(s => advised.Contains(s) && at.GetValueOrDefault(s)?.Account is var account && account != transit && account != missing
            && account != givenUp).ToList() is { Count: > 0 } again)
        {
            return Refused(
                LogisticsProblems.AlreadyReceived, $"{again.Count} of {seen.Count} units are already received. Leave them out of this receipt.", again);
        }

        var notAdvised = seen.Where(s => !advised.Contains(s)).ToList();
        UnitAt[] strays = [.. notAdvised.Where(at.ContainsKey).Select(s => at[s]), .. others];
        if (strays.Where(unit => !CanHaveComeFrom(unit)).Select(unit => unit.Serial).ToList() is { Count: > 0 } elsewhere)
        {
            return Refused(
                LogisticsProblems.UnitElsewhere,
                $"{elsewhere.Count} units were not advised, and cannot have arrived from where the ledger has them. Leave them out of this receipt.",
                elsewhere);
        }

        var lost = command.Final ? stillInTransit.Where(s => !seenSet.Contains(s)).ToList() : [];
        var arrival = new Arrival
        {
            Damaged = damaged,
            NotAdvised = notAdvised,
            OtherProducts = command.Others ?? [],
            CameOtherwise = command.Final ? batch.Outstanding.Count - stillInTransit.Count : 0,
        };
        arrival.Arrived.AddRange(seen.Where(advised.Contains).Select(s => at[s]).Where(unit => unit.Account != givenUp));
        arrival.Reappeared.AddRange(seen.Where(advised.Contains).Select(s => at[s]).Where(unit => unit.Account == givenUp));
        arrival.Strays.AddRange(strays);
        arrival.Lost.AddRange(lost.Select(s => at[s]));
        return arrival;
    }

    public IReadOnlyList<Movement> MovementsTo(string site, string batch) =>
        [
            .. UnitMoves.To(Account.AtSite(site, Condition.Received), Arrived.Where(u => !Damaged.Contains(u.Serial))),
            .. UnitMoves.To(Account.AtSite(site, Condition.Quarantined), [.. Arrived.Where(u => Damaged.Contains(u.Serial)), .. Strays, .. Reappeared]),
            .. UnitMoves.To(Account.MissingFrom(batch), Lost),
        ];

    /// <summary>The batches with which units were shipped that have not arrived yet.</summary>
    public static IEnumerable<string> BatchesOf(IEnumerable<UnitAt> units) =>
        units.Where(unit => Account.ConditionOf(unit.Account) is Condition.InTransit or Condition.Missing && !UnitMoves.IsOnItsWayBack(unit.Account))
            .Select(unit => BatchOf(unit.Account)).Distinct();

    private static string BatchOf(string account) => Account.PlaceOf(account)["transit:".Length..];

    /// <summary>A unit that was sent back and is here again was not received: its return is cancelled.</summary>
    private static bool CanHaveComeFrom(UnitAt unit) => !UnitMoves.IsOnItsWayBack(unit.Account)
        && (UnitMoves.IsOnItsWay(unit.Account) || Account.ConditionOf(unit.Account) == Condition.WrittenOff || WasLost(unit));

    /// <summary>A count did not find it, and it counts toward no line: it may have been on its way all the time.</summary>
    private static bool WasLost(UnitAt unit) => unit.Line is null && Account.ConditionOf(unit.Account) == Condition.Lost;

    private static Arrival Refused(ProblemCode code, string detail, IReadOnlyList<string>? serials) => new() { Refusal = new Refusal(code, detail, serials) };
}
