namespace Ledger.Ordering.Orders;

/// <summary>
/// What a batch did to a line, as Logistics tells it. It takes effect with what the batch did: whichever message came first, and whatever else was told about
/// the order.
/// </summary>
public interface IDeliveryFact : IFact
{
    int Line { get; }

    IEnumerable<string> IFact.Steps(string stream) => [Step.Deliveries(stream, Line), Step.Deliveries(stream)];
}

[ContractName("ordering.line-shipped.v1")]
public sealed record LineShipped(int Line, string Batch, int Shipment, long QuantityUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Shipment(Batch, Shipment)];
}

/// <param name="MissingUnits">Those of the units that a receipt had found missing; absent when none was.</param>
[ContractName("ordering.line-shipment-voided.v1")]
public sealed record LineShipmentVoided(
    int Line, string Batch, int Shipment, long QuantityUnits, DateTimeOffset OccurredAt, long? MissingUnits = null) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Void(Batch, Shipment)];
}

/// <param name="FoundUnits">Those of the units that an earlier receipt had found missing; absent when there are none.</param>
/// <param name="CameWith">The batch whose receipt saw the units, where that is another one.</param>
/// <param name="CameOtherwise">Units that came with other batches before; where they had been counted then, they are not among the units of this fact.</param>
[ContractName("ordering.line-received.v1")]
public sealed record LineReceived(
    int Line, string Batch, string Receipt, long QuantityUnits, DateTimeOffset OccurredAt, long? FoundUnits = null, string? CameWith = null,
    long? CameOtherwise = null) : IDeliveryFact
{
    /// <summary>The units were in transit when they came with another batch: nobody had missed them.</summary>
    internal bool IsAstray => CameWith is not null && FoundUnits is null;

    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Receipt(CameWith ?? Batch, Receipt)];
}

/// <summary>Units that had come with a batch without being advised count as shipped and received on the line.</summary>
[ContractName("ordering.line-attributed.v1")]
public sealed record LineAttributed(int Line, string Batch, string Attribution, long QuantityUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Attribution(Batch, Attribution)];
}

/// <summary>Units that had been recorded as received did not arrive.</summary>
/// <param name="MissingUnits">Those of them that are missing now; the others are on their way.</param>
[ContractName("ordering.line-receipt-corrected.v1")]
public sealed record LineReceiptCorrected(
    int Line, string Batch, string Correction, long QuantityUnits, long MissingUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.ReceiptCorrection(Batch, Correction)];
}

/// <summary>Missing units were given up: they no longer count as shipped.</summary>
[ContractName("ordering.line-written-off.v1")]
public sealed record LineWrittenOff(int Line, string Batch, string WriteOff, long QuantityUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.WriteOff(Batch, WriteOff)];
}

/// <summary>Units that never arrived are back at their supplier: they no longer count as shipped.</summary>
/// <param name="MissingUnits">Those of them that a receipt had found missing.</param>
[ContractName("ordering.line-taken-back.v1")]
public sealed record LineTakenBack(int Line, string Batch, string TakeBack, long QuantityUnits, long MissingUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.TakeBack(Batch, TakeBack)];
}

[ContractName("ordering.line-discrepancy-noted.v1")]
public sealed record LineDiscrepancyNoted(
    int Line, string Batch, string Receipt, long MissingUnits, long DamagedUnits, long NotAdvisedUnits, DateTimeOffset OccurredAt) : IDeliveryFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Receipt(Batch, Receipt)];
}
