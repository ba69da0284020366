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

/// <summary>A numbered inspection of received units. Its number is used once.</summary>
public sealed class Inspection
{
    public string Id { get; set; } = "";

    public static string Key(string inspection) => $"inspection/{inspection}";

    public void Apply(UnitsAccepted e) => Id = Key(e.Inspection);

    public void Apply(UnitsRejected e) => Id = Key(e.Inspection);
}
