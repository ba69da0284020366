using Ledger.Logistics.Shipments;

namespace Ledger.Logistics.Batches;

/// <summary>
/// The supplier says that units which receipts reported, and which count toward no order line, are its own: they are in its inventory where they came to. What
/// the book did not know is registered by that.
/// </summary>
/// <param name="Batch">The batch that they came with.</param>
/// <param name="Receipts">Receipts that reported them.</param>
[ContractName("logistics.units-identified.v1")]
[Moves("origin", "site/inventory")]
[Moves("site/quarantined", "site/inventory")]
public sealed record UnitsIdentified(
    string Batch, string Attribution, IReadOnlyList<string> Receipts, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt) : IMovesUnits
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, .. Receipts.Select(receipt => Step.Receipt(Batch, receipt))];

    IEnumerable<string> IFact.Steps(string stream) => [];
}

/// <summary>Such units were delivered on an order line: they count as shipped and received on it.</summary>
/// <param name="OrderedUnits">The order line's quantity when they were attributed, with what was credited of it.</param>
/// <param name="After">Steps that made room on the order line and are later than this is told to be; absent where there are none.</param>
[ContractName("logistics.units-attributed.v1")]
[Moves("site/inventory", "site/received")]
public sealed record UnitsAttributed(
    string Batch, string Attribution, string Order, int OrderLine, long OrderedUnits, IReadOnlyList<string> Receipts, IReadOnlyList<Movement> Movements,
    DateTimeOffset OccurredAt, IReadOnlyList<string>? After = null) : IMovesUnits, ICountsAsShipped
{
    IEnumerable<ShippedChange> ICountsAsShipped.Changes => [new(Order, OrderLine, Movements.Sum(movement => (long)movement.QuantityUnits), OrderedUnits)];

    IEnumerable<string> IFact.RestsOn(string stream) =>
        [stream, Step.Order(Order), .. Receipts.Select(receipt => Step.Receipt(Batch, receipt)), .. After ?? []];

    IEnumerable<string> IFact.Steps(string stream) => [Step.Attribution(Batch, Attribution)];
}
