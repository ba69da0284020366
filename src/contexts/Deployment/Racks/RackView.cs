using System.Text.Json.Serialization;
using Ledger.Deployment.RackModels;

namespace Ledger.Deployment.Racks;

/// <summary>One rack in full.</summary>
public sealed class RackView : IShowsDeclarations
{
    private readonly RackContent _content = new();
    private readonly List<RackTest> _tests = [];
    private readonly List<RackStep> _timeline = [];
    private IReadOnlyList<RackPart> _parts = [];

    [JsonIgnore]
    public string Id { get; set; } = "";

    public string Rack { get; set; } = "";

    public string Model { get; set; } = "";

    public string Site { get; set; } = "";

    public RackPosition? Position { get; set; }

    public RackState State { get; set; }

    public bool PoweredOn { get; set; }

    public IReadOnlyList<DeclarationNote>? Declarations { get; set; }

    public IReadOnlyList<PartCount> Parts => Bill.Of(_parts, _content.Units).Parts;

    public IReadOnlyList<RackUnit> Units =>
        [.. _content.Units.OrderBy(u => u.Product, StringComparer.Ordinal).ThenBy(u => u.Serial, StringComparer.Ordinal)];

    public IReadOnlyList<RackTest> Tests => _tests;

    /// <summary>The rack's states, in the order in which they were recorded.</summary>
    public IReadOnlyList<RackStep> Timeline => _timeline;

    public void Apply(RackPlanned e)
    {
        (Rack, Model, Site, Position, _parts) = (e.Rack, e.Model, e.Site, e.Position, e.Parts);
        Follow(e);
    }

    public void Apply(UnitsInstalled e)
    {
        _content.Apply(Rack, e.Products, e.Movements);
        Follow(e);
    }

    public void Apply(UnitRemoved e)
    {
        _content.Apply(Rack, e.Movements);
        Follow(e);
    }

    public void Apply(UnitReplaced e)
    {
        _content.Apply(Rack, e.Products, e.Movements);
        Follow(e);
    }

    public void Apply(RackPoweredOn e)
    {
        PoweredOn = true;
        Follow(e);
    }

    public void Apply(RackTestRecorded e)
    {
        _tests.Add(new RackTest(e.Test, e.Procedure, e.Outcome, e.Reference, e.Notes, e.OccurredAt));
        Follow(e);
    }

    public void Apply(RackCommissioned e)
    {
        _content.Apply(Rack, e.Movements);
        Follow(e);
    }

    public void Apply(RackAccepted e) => Follow(e);

    public void Apply(RackDecommissioned e)
    {
        _content.Apply(Rack, e.Movements);
        PoweredOn = false;
        Follow(e);
    }

    public void Apply(UnitsRestored e) => Follow(e);

    private void Follow(IRackFact e)
    {
        State = e.State;
        if (_timeline is [] || _timeline[^1].State != e.State)
        {
            _timeline.Add(new RackStep(e.State, e.OccurredAt));
        }
    }
}

public sealed record RackTest(string Test, string Procedure, TestOutcome Outcome, string? Reference, string? Notes, DateTimeOffset OccurredAt);

/// <param name="OccurredAt">When the rack reached the state, in told time.</param>
public sealed record RackStep(RackState State, DateTimeOffset OccurredAt);
