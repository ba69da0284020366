using System.Text.Json.Serialization;

namespace Ledger.Deployment.Racks;

/// <summary>A rack in the list of racks.</summary>
public sealed class RackSummary
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    public string Rack { get; set; } = "";

    public string Model { get; set; } = "";

    public string Site { get; set; } = "";

    public RackPosition? Position { get; set; }

    public RackState State { get; set; }

    /// <summary>When it reached this state, in told time.</summary>
    public DateTimeOffset Since { get; set; }

    public int UnitsRequired { get; set; }

    public int UnitsInstalled { get; set; }

    public void Apply(RackPlanned e)
    {
        (Rack, Model, Site, Position, UnitsRequired) = (e.Rack, e.Model, e.Site, e.Position, e.Parts.Sum(p => p.Count));
        Follow(e);
    }

    public void Apply(UnitsInstalled e) => Follow(e);

    public void Apply(UnitRemoved e) => Follow(e);

    public void Apply(UnitReplaced e) => Follow(e);

    public void Apply(RackPoweredOn e) => Follow(e);

    public void Apply(RackTestRecorded e) => Follow(e);

    public void Apply(RackCommissioned e) => Follow(e);

    public void Apply(RackAccepted e) => Follow(e);

    public void Apply(RackDecommissioned e) => Follow(e);

    public void Apply(UnitsRestored e) => Follow(e);

    private void Follow(IRackFact e)
    {
        if (State != e.State || e is RackPlanned)
        {
            (State, Since) = (e.State, e.OccurredAt);
        }

        if (e is IMovesUnits { Movements: var movements })
        {
            var place = Account.PlaceOf(Account.InRack(Rack, Condition.Installed));
            UnitsInstalled += movements.Where(m => Account.PlaceOf(m.To) == place).Sum(m => m.QuantityUnits)
                - movements.Where(m => Account.PlaceOf(m.From) == place).Sum(m => m.QuantityUnits);
        }
    }
}
