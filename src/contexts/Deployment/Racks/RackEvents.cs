using Ledger.Deployment.RackModels;

namespace Ledger.Deployment.Racks;

/// <summary>
/// An event of a rack. It includes the rack's resulting state, so that history reads the same when a rule changes.
/// </summary>
public interface IRackFact : IFact
{
    string Rack { get; }

    RackState State { get; }
}

/// <param name="Parts">The model's bill of materials as it was, so that the rack's history stands on its own.</param>
[ContractName("deployment.rack-planned.v1")]
public sealed record RackPlanned(
    string Rack, string Model, string Site, RackPosition? Position, IReadOnlyList<RackPart> Parts, DateTimeOffset OccurredAt) : IRackFact
{
    public RackState State => RackState.Planned;
}

/// <param name="Products">Families of the products that were installed, as the book had them at the time.</param>
[ContractName("deployment.units-installed.v1")]
[Moves("site/accepted", "rack/installed")]
public sealed record UnitsInstalled(
    string Rack, IReadOnlyList<ProductFamily> Products, IReadOnlyList<Movement> Movements, RackState State, DateTimeOffset OccurredAt) : IRackFact, IMovesUnits;

public sealed record ProductFamily(string Product, string Family);

[ContractName("deployment.unit-removed.v1")]
[Moves("rack/active", "site/accepted")]
[Moves("rack/active", "site/quarantined")]
[Moves("rack/installed", "site/accepted")]
[Moves("rack/installed", "site/quarantined")]
public sealed record UnitRemoved(
    string Rack, string Reason, IReadOnlyList<Movement> Movements, RackState State, DateTimeOffset OccurredAt) : IRackFact, IMovesUnits;

/// <param name="Products">Family of the unit that came in.</param>
/// <param name="Movements">The old unit out, then the new one in.</param>
[ContractName("deployment.unit-replaced.v1")]
[Moves("rack/active", "site/quarantined")]
[Moves("rack/installed", "site/quarantined")]
[Moves("site/accepted", "rack/installed")]
public sealed record UnitReplaced(
    string Rack, string Reason, IReadOnlyList<ProductFamily> Products, IReadOnlyList<Movement> Movements, RackState State, DateTimeOffset OccurredAt)
    : IRackFact, IMovesUnits;

[ContractName("deployment.rack-powered-on.v1")]
public sealed record RackPoweredOn(string Rack, DateTimeOffset OccurredAt) : IRackFact
{
    public RackState State => RackState.PoweredOn;
}

[ContractName("deployment.rack-test-recorded.v1")]
public sealed record RackTestRecorded(
    string Rack, string Test, string Procedure, TestOutcome Outcome, string? Reference, string? Notes, RackState State, DateTimeOffset OccurredAt) : IRackFact;

/// <param name="Movements">Units that were only installed become active; those that were active already are not in here.</param>
[ContractName("deployment.rack-commissioned.v1")]
[Moves("rack/installed", "rack/active")]
public sealed record RackCommissioned(string Rack, string? Reference, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IRackFact, IMovesUnits
{
    public RackState State => RackState.Commissioned;
}

[ContractName("deployment.rack-accepted.v1")]
public sealed record RackAccepted(string Rack, string? Reference, DateTimeOffset OccurredAt) : IRackFact
{
    public RackState State => RackState.Accepted;
}

[ContractName("deployment.rack-decommissioned.v1")]
[Moves("rack/active", "site/accepted")]
[Moves("rack/active", "site/retired")]
[Moves("rack/installed", "site/accepted")]
[Moves("rack/installed", "site/retired")]
public sealed record RackDecommissioned(string Rack, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IRackFact, IMovesUnits
{
    public RackState State => RackState.Decommissioned;
}

/// <summary>Units that were retired with the rack are used again.</summary>
[ContractName("deployment.units-restored.v1")]
[Moves("site/retired", "site/accepted")]
public sealed record UnitsRestored(string Rack, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IRackFact, IMovesUnits
{
    public RackState State => RackState.Decommissioned;
}
