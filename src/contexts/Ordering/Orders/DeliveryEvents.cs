namespace Ledger.Ordering.Orders;

[ContractName("ordering.line-shipped.v1")]
public sealed record LineShipped(int Line, string Batch, int Shipment, long QuantityUnits, DateTimeOffset OccurredAt) : IFact;

/// <param name="MissingUnits">Those of the units that a receipt had found missing; absent when none was.</param>
[ContractName("ordering.line-shipment-voided.v1")]
public sealed record LineShipmentVoided(
    int Line, string Batch, int Shipment, long QuantityUnits, DateTimeOffset OccurredAt, long? MissingUnits = null) : IFact;

[ContractName("ordering.line-received.v1")]
public sealed record LineReceived(int Line, string Batch, string Receipt, long QuantityUnits, DateTimeOffset OccurredAt) : IFact;

[ContractName("ordering.line-discrepancy-noted.v1")]
public sealed record LineDiscrepancyNoted(
    int Line, string Batch, string Receipt, long MissingUnits, long DamagedUnits, long NotAdvisedUnits, DateTimeOffset OccurredAt) : IFact;
