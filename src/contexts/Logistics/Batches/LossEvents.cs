using Ledger.Logistics.Shipments;

namespace Ledger.Logistics.Batches;

/// <summary>Missing units of a batch were given up. They no longer count as shipped, so others can be shipped on their order line.</summary>
/// <param name="By">Party that gave them up; absent where the ledger itself did.</param>
/// <param name="Liable">Party that answers for the loss.</param>
/// <param name="Claim">Reference of the claim against it.</param>
[ContractName("logistics.units-written-off.v1")]
[Moves("transit/missing", "transit/writtenOff")]
public sealed record UnitsWrittenOff(
    string Batch, string WriteOff, string Order, int OrderLine, string? By, string Liable, string? Claim, string Reason, IReadOnlyList<Movement> Movements,
    DateTimeOffset OccurredAt) : IMovesUnits, ICountsAsShipped
{
    IEnumerable<ShippedChange> ICountsAsShipped.Changes =>
        [new(Order, OrderLine, -Movements.Sum(movement => (long)movement.QuantityUnits), Step: Step.WriteOff(Batch, WriteOff))];

    IEnumerable<string> IFact.Steps(string stream) => [Step.WriteOff(Batch, WriteOff)];
}

/// <summary>Units that had been shipped and never arrived are back at their supplier. They no longer count as shipped.</summary>
[ContractName("logistics.units-taken-back.v1")]
[Moves("transit/inTransit", "site/returned")]
[Moves("transit/missing", "site/returned")]
[Moves("transit/writtenOff", "site/returned")]
public sealed record UnitsTakenBack(
    string Batch, string TakeBack, string Order, int OrderLine, string To, string Reason, IReadOnlyList<Movement> Movements, DateTimeOffset OccurredAt)
    : IMovesUnits, ICountsAsShipped
{
    /// <summary>Units that counted as shipped until then; those that were written off did not.</summary>
    internal long ShippedUnits => Movements.Where(movement => movement.Line is not null).Sum(movement => (long)movement.QuantityUnits);

    IEnumerable<ShippedChange> ICountsAsShipped.Changes => [new(Order, OrderLine, -ShippedUnits, Step: Step.TakeBack(Batch, TakeBack))];

    IEnumerable<string> IFact.Steps(string stream) => [Step.TakeBack(Batch, TakeBack)];
}
