namespace Ledger.Contracts.Messages;

/// <summary>Logistics tells: a batch left for the customer. Idempotent by <c>(batch, shipment)</c>.</summary>
/// <param name="Shipment">The number of this shipment: 1 for the first, higher after a void.</param>
[ContractName("logistics.batch-shipped-notice.v1")]
public sealed record BatchShippedNotice(string Batch, int Shipment, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: that shipment did not take place.</summary>
/// <param name="MissingUnits">Those of the units that a receipt had found missing; absent when none was.</param>
[ContractName("logistics.shipment-voided-notice.v1")]
public sealed record ShipmentVoidedNotice(
    string Batch, int Shipment, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt, long? MissingUnits = null);

/// <summary>Logistics tells: units of a batch arrived, damaged ones included. Idempotent by <c>(batch, receipt)</c>.</summary>
[ContractName("logistics.batch-received-notice.v1")]
public sealed record BatchReceivedNotice(string Batch, string Receipt, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: what arrived is not what was advised.</summary>
[ContractName("logistics.discrepancy-reported.v1")]
public sealed record DiscrepancyReported(
    string Batch, string Receipt, string Order, int OrderLine, long MissingUnits, long DamagedUnits, long NotAdvisedUnits, DateTimeOffset OccurredAt);
