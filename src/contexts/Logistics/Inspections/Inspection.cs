namespace Ledger.Logistics.Inspections;

/// <summary>Units passed inspection and were accepted by the customer.</summary>
[ContractName("logistics.units-accepted.v1")]
[Moves("site/quarantined", "site/accepted")]
[Moves("site/received", "site/accepted")]
public sealed record UnitsAccepted(string Inspection, string Site, string? Reference, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt)
    : IMovesUnits;

/// <summary>Units failed inspection and are in quarantine.</summary>
[ContractName("logistics.units-rejected.v1")]
[Moves("site/accepted", "site/quarantined")]
[Moves("site/received", "site/quarantined")]
public sealed record UnitsRejected(
    string Inspection, string Site, string Reason, string? Reference, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits;

/// <summary>Units that an inspection had accepted or rejected by mistake are as they were before it.</summary>
/// <param name="Correction">Number of the document that takes back what the inspection said.</param>
[ContractName("logistics.inspection-corrected.v1")]
[Moves("site/accepted", "site/quarantined")]
[Moves("site/accepted", "site/received")]
[Moves("site/quarantined", "site/accepted")]
[Moves("site/quarantined", "site/received")]
public sealed record InspectionCorrected(string Inspection, string Correction, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt)
    : IMovesUnits;

/// <summary>A numbered inspection of received units. Its number is used once.</summary>
public sealed class Inspection
{
    public string Id { get; set; } = "";

    public string Site { get; set; } = "";

    public string Product { get; set; } = "";

    /// <summary>In which it put the units.</summary>
    public string Condition { get; set; } = "";

    /// <summary>By serial, where the units were before it; without those that it has been corrected for.</summary>
    public Dictionary<string, string> Before { get; set; } = [];

    /// <summary>Numbers of the documents that take back what it said.</summary>
    public HashSet<string> Corrections { get; set; } = [];

    public static string Key(string inspection) => $"inspection/{inspection}";

    public void Apply(UnitsAccepted e) => Inspect(e.Inspection, e.Site, e.Movements);

    public void Apply(UnitsRejected e) => Inspect(e.Inspection, e.Site, e.Movements);

    public void Apply(InspectionCorrected e)
    {
        Corrections.Add(e.Correction);
        foreach (var serial in e.Movements.SelectMany(movement => movement.Serials))
        {
            Before.Remove(serial);
        }
    }

    private void Inspect(string inspection, string site, IReadOnlyList<Movement> movements)
    {
        (Id, Site) = (Key(inspection), site);
        foreach (var movement in movements)
        {
            (Product, Condition) = (movement.Product, Account.ConditionOf(movement.To));
            foreach (var serial in movement.Serials)
            {
                Before[serial] = movement.From;
            }
        }
    }
}
