using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using static Ledger.Deployment.Appointments.Appointed;

namespace Ledger.Decisions.Tests.Deployment;

/// <summary>
/// Three racks at two sites, the units around them, and a custody that refuses a movement from where a unit is not: what the store and the guard do, in memory.
/// </summary>
internal sealed class RandomRacks
{
    private static readonly RackPart[] Parts = [new(2, Product: "a:1"), new(1, Family: "gpu"), new(1, Family: "nic")];
    private static readonly Dictionary<string, ProductInfo> Catalog = new[] { ("a:1", "gpu"), ("a:2", "gpu"), ("a:3", "nic"), ("a:4", "cable") }
        .ToDictionary(p => p.Item1, p => new ProductInfo(p.Item1, p.Item1, p.Item2, null));

    private static readonly string[] Products = [.. Catalog.Keys, "a:unknown"];
    private readonly Dictionary<(string Product, string Serial), UnitAt> _custody = [];
    private readonly Dictionary<string, List<object>> _streams = [];
    private DateTimeOffset _now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private int _tests;

    public RandomRacks()
    {
        foreach (var (product, serial) in Products.SelectMany(p => Enumerable.Range(1, 8).Select(i => (p, $"{i}"))))
        {
            // The same serials under every product: only both together name a unit.
            var site = serial is "7" or "8" ? "B" : "A";
            _custody.Add((product, serial), new(product, serial, Account.AtSite(site, Condition.Accepted), int.Parse(serial) % 2 == 0 ? "SA-1/2" : "SA-1/1"));
        }

        Record("R1", PlanRackEndpoint.Decide(new("R1", "M", "A"),
            new(null, new() { Parts = Parts }, new("A", "A", "dataCentre"), NotAsked), RackStory.At(_now)));
        Record("R2", PlanRackEndpoint.Decide(new("R2", "M", "A"),
            new(null, new() { Parts = Parts }, new("A", "A", "dataCentre"), NotAsked), RackStory.At(_now)));
        Record("R3", PlanRackEndpoint.Decide(new("R3", "M", "B"),
            new(null, new() { Parts = Parts }, new("B", "B", "dataCentre"), NotAsked), RackStory.At(_now)));
    }

    public IReadOnlyDictionary<(string Product, string Serial), UnitAt> Custody => _custody;

    public IEnumerable<(string Rack, IReadOnlyList<object> Events)> Racks => _streams.Select(s => (s.Key, (IReadOnlyList<object>)s.Value));

    /// <summary>Plays one command; what it is depends on the number only. Returns the decision, whose events have been recorded.</summary>
    public Decision Play(int number)
    {
        var dice = new Random(number);
        var rack = dice.Next(12) switch { < 8 => "R1", < 10 => "R2", < 11 => "R3", _ => "R9" };
        // Mostly forwards in time; sometimes a fact is told late.
        _now = _now.AddMinutes(1);
        var when = dice.Next(6) == 0 ? _now.AddMinutes(-dice.Next(10)) : _now;
        var decision = Decide(dice, rack, RackStory.Fold<Rack>(_streams.GetValueOrDefault(rack) ?? []), when);
        Record(rack, decision);
        return decision;
    }

    private Decision Decide(Random dice, string code, Rack? rack, DateTimeOffset when) => dice.Next(20) switch
    {
        < 2 => InstallMissing(dice, code, rack, when),
        < 5 => InstallAnything(dice, code, rack, when),
        < 8 => Replace(dice, code, rack, when),
        < 10 => Remove(dice, code, rack, when),
        < 12 => PowerOnRackEndpoint.Decide(new(code), rack, RackStory.At(when)),
        < 15 => RecordRackTestEndpoint.Decide(
            new(code, $"T{(dice.Next(8) == 0 ? 1 : ++_tests)}", "burn-in", dice.Next(4) == 0 ? TestOutcome.Failed : TestOutcome.Passed), rack,
            RackStory.At(when)),
        < 18 => CommissionRackEndpoint.Decide(new(code), rack, RackStory.At(when)),
        < 19 => AcceptRackEndpoint.Decide(new(code), new(rack, ["CLOUD"]), new(Sender.Of("CLOUD", "erp"), when)),
        _ when dice.Next(8) == 0 =>
            DecommissionRackEndpoint.Decide(new(code, dice.Next(2) == 0 ? Condition.Accepted : Condition.Retired, "end"),
                new(rack, NotAsked), RackStory.At(when)),
        _ => CommissionRackEndpoint.Decide(new(code), rack, RackStory.At(when)),
    };

    /// <summary>What a careful partner sends: exactly what is missing, from the shelf.</summary>
    private Decision InstallMissing(Random dice, string code, Rack? rack, DateTimeOffset when)
    {
        var shelf = _custody.Values.Where(u => u.Account == Account.AtSite(rack?.Site ?? "A", Condition.Accepted)).ToArray();
        dice.Shuffle(shelf);
        var chosen = new List<UnitAt>();
        foreach (var part in Bill.Of(rack?.Parts ?? [], rack?.Content.Units ?? []).Parts)
        {
            var fits =
                shelf.Where(u => Catalog.ContainsKey(u.Product) && new RackPart(1, part.Product, part.Family).Takes(u.Product, Catalog[u.Product].Family));
            chosen.AddRange(fits.Except(chosen).Take(part.Required - part.Installed));
        }

        return chosen is [] ? Decision.Nothing : Install(code, rack, chosen, when);
    }

    private Decision InstallAnything(Random dice, string code, Rack? rack, DateTimeOffset when) =>
        Install(code, rack, [.. Enumerable.Range(0, dice.Next(1, 3)).Select(_ => AnyUnit(dice)).Distinct()], when);

    private Decision Install(string code, Rack? rack, IReadOnlyList<UnitAt> units, DateTimeOffset when) => InstallUnitsEndpoint.Decide(
        new(code, [.. units.GroupBy(u => u.Product).Select(g => new UnitsOfProduct(g.Key, [.. g.Select(u => u.Serial)]))]),
        new(rack, Catalog, units.ToDictionary(u => (u.Product, u.Serial)), NotAsked),
        RackStory.At(when));

    private Decision Replace(Random dice, string code, Rack? rack, DateTimeOffset when)
    {
        var (old, fresh) = (AnyInside(dice, rack), AnyUnit(dice));
        return ReplaceUnitEndpoint.Decide(
            new(code, old.Product, old.Serial, fresh.Product, fresh.Serial, "worn"),
            new(rack, Catalog.GetValueOrDefault(fresh.Product), new Dictionary<(string, string), UnitAt> { [(fresh.Product, fresh.Serial)] = fresh }, NotAsked),
            RackStory.At(when));
    }

    private Decision Remove(Random dice, string code, Rack? rack, DateTimeOffset when)
    {
        var unit = AnyInside(dice, rack);
        return RemoveUnitEndpoint.Decide(
            new(code, unit.Product, unit.Serial, dice.Next(2) == 0 ? Condition.Accepted : Condition.Quarantined, "worn"),
                new(rack, NotAsked), RackStory.At(when));
    }

    private (string Product, string Serial) AnyInside(Random dice, Rack? rack) =>
        rack?.Content.Units is { Count: > 0 } units && dice.Next(4) > 0
            ? units.Select(u => (u.Product, u.Serial)).ElementAt(dice.Next(units.Count))
            : (Products[dice.Next(Products.Length)], $"{dice.Next(1, 9)}");

    private UnitAt AnyUnit(Random dice) => _custody[(Products[dice.Next(Products.Length)], $"{dice.Next(1, 9)}")];

    private void Record(string rack, Decision decision)
    {
        foreach (var movement in decision.Events.OfType<IMovesUnits>().SelectMany(e => e.Movements))
        {
            foreach (var serial in movement.Serials)
            {
                var unit = _custody[(movement.Product, serial)];
                Assert.Equal((movement.From, movement.Line), (unit.Account, unit.Line));
                _custody[(movement.Product, serial)] = unit with { Account = movement.To };
            }
        }

        if (decision.Events is not [])
        {
            var stream = _streams.TryGetValue(rack, out var known) ? known : _streams[rack] = [];
            stream.AddRange(decision.Events);
        }
    }
}
