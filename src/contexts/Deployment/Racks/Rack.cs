using JasperFx.Events;
using Ledger.Deployment.RackModels;

namespace Ledger.Deployment.Racks;

/// <summary>A rack as decisions see it.</summary>
public sealed class Rack
{
    public string Id { get; set; } = "";

    public string Code { get; set; } = "";

    public string Site { get; set; } = "";

    /// <summary>Party that planned it and builds it; null where that was not noted.</summary>
    public string? Integrator { get; set; }

    public RackState State { get; set; }

    public IReadOnlyList<RackPart> Parts { get; set; } = [];

    public RackContent Content { get; } = new();

    /// <summary>Once powered on it stays so: units are changed in the running rack, and its next test tells whether that went well.</summary>
    public bool IsPoweredOn { get; set; }

    /// <summary>The last test since the last change passed.</summary>
    public bool IsTested { get; set; }

    /// <summary>When units last came or went, in told time.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    public HashSet<string> Tests { get; } = new(StringComparer.Ordinal);

    /// <summary>Units that were retired with it, and are so still.</summary>
    public List<UnitAt> Retired { get; } = [];

    public bool IsComplete => Bill.Of(Parts, Content.Units).IsComplete;

    public static string KeyOf(string rack) => $"rack/{rack}";

    /// <summary>The state that a rack comes to when its units change: back to before its tests.</summary>
    public RackState StateWith(IEnumerable<RackUnit> units) =>
        !Bill.Of(Parts, units).IsComplete ? RackState.Planned : IsPoweredOn ? RackState.PoweredOn : RackState.Assembled;

    public void Apply(IEvent<RackPlanned> recorded)
    {
        var e = recorded.Data;
        (Code, Site, Parts, State, ChangedAt) = (e.Rack, e.Site, e.Parts, e.State, e.OccurredAt);
        Integrator = Recorder.Of(recorded);
    }

    public void Apply(UnitsInstalled e)
    {
        Content.Apply(Code, e.Products, e.Movements);
        Change(e);
    }

    public void Apply(UnitRemoved e)
    {
        Content.Apply(Code, e.Movements);
        Change(e);
    }

    public void Apply(UnitReplaced e)
    {
        Content.Apply(Code, e.Products, e.Movements);
        Change(e);
    }

    public void Apply(RackPoweredOn e) => (IsPoweredOn, State) = (true, e.State);

    public void Apply(RackTestRecorded e)
    {
        Tests.Add(e.Test);
        State = e.State;
        IsTested = IsAfterLastChange(e.OccurredAt) ? e.Outcome == TestOutcome.Passed : IsTested;
    }

    public void Apply(RackCommissioned e)
    {
        Content.Apply(Code, e.Movements);
        State = e.State;
    }

    public void Apply(RackAccepted e) => State = e.State;

    public void Apply(RackDecommissioned e)
    {
        Content.Apply(Code, e.Movements);
        State = e.State;
        Retired.AddRange(e.Movements.Where(movement => Account.ConditionOf(movement.To) == Condition.Retired)
            .SelectMany(movement => movement.Serials.Select(serial => new UnitAt(movement.Product, serial, movement.To, movement.Line))));
    }

    public void Apply(UnitsRestored e) => Retired.RemoveAll(unit =>
        e.Movements.Any(movement => movement.Product == unit.Product && movement.Serials.Contains(unit.Serial)));

    /// <summary>A test that took place before the last change, and is only told now, says nothing about the rack as it is.</summary>
    public bool IsAfterLastChange(DateTimeOffset when) => when >= ChangedAt;

    private void Change(IRackFact e)
    {
        State = e.State;
        IsTested = false;
        ChangedAt = e.OccurredAt > ChangedAt ? e.OccurredAt : ChangedAt;
    }
}
