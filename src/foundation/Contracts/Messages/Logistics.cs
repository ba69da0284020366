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

/// <summary>
/// Logistics tells: units of a batch arrived, damaged ones included, by a receipt of it or of another batch. Idempotent by <c>(batch, receipt)</c>.
/// </summary>
/// <param name="FoundUnits">Those of the units that an earlier receipt had found missing; absent when there are none.</param>
/// <param name="CameWith">The batch whose receipt saw the units, where that is another one; the receipt is its.</param>
/// <param name="CameOtherwise">Those of the units that came with other batches before; their own notices may have told of them.</param>
[ContractName("logistics.batch-received-notice.v1")]
public sealed record BatchReceivedNotice(
    string Batch, string Receipt, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt, long? FoundUnits = null,
    string? CameWith = null, long? CameOtherwise = null);

/// <summary>Logistics tells: missing units are given up. Idempotent by <c>(batch, write-off)</c>.</summary>
[ContractName("logistics.units-written-off-notice.v1")]
public sealed record UnitsWrittenOffNotice(string Batch, string WriteOff, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: units that never arrived are back at their supplier. Idempotent by <c>(batch, take-back)</c>.</summary>
/// <param name="QuantityUnits">Units that counted as shipped until now.</param>
/// <param name="MissingUnits">Those of them that a receipt had found missing.</param>
[ContractName("logistics.units-taken-back-notice.v1")]
public sealed record UnitsTakenBackNotice(
    string Batch, string TakeBack, string Order, int OrderLine, long QuantityUnits, long MissingUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: units that were shipped on an order line went back to the supplier. Idempotent by <c>(return, order line)</c>.</summary>
[ContractName("logistics.units-returned-notice.v1")]
public sealed record UnitsReturnedNotice(string Return, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: units are not returned after all. Idempotent by <c>(return, cancellation, order line)</c>.</summary>
[ContractName("logistics.return-cancelled-notice.v1")]
public sealed record ReturnCancelledNotice(
    string Return, string Cancellation, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: returned units are credited, not replaced. Idempotent by <c>(return, credit, order line)</c>.</summary>
[ContractName("logistics.return-credited-notice.v1")]
public sealed record ReturnCreditedNotice(string Return, string Credit, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: units that a receipt had recorded as arrived did not arrive. Idempotent by <c>(batch, correction)</c>.</summary>
/// <param name="MissingUnits">Those of them that are missing now; the others are on their way.</param>
[ContractName("logistics.receipt-corrected-notice.v1")]
public sealed record ReceiptCorrectedNotice(
    string Batch, string Correction, string Order, int OrderLine, long QuantityUnits, long MissingUnits, DateTimeOffset OccurredAt);

/// <summary>
/// Logistics tells: units that nobody had advised count as shipped and received on an order line. Idempotent by <c>(batch, attribution)</c>.
/// </summary>
/// <param name="Batch">The batch that the units came with.</param>
[ContractName("logistics.units-attributed-notice.v1")]
public sealed record UnitsAttributedNotice(
    string Batch, string Attribution, string Order, int OrderLine, long QuantityUnits, DateTimeOffset OccurredAt);

/// <summary>Logistics tells: what arrived is not what was advised.</summary>
[ContractName("logistics.discrepancy-reported.v1")]
public sealed record DiscrepancyReported(
    string Batch, string Receipt, string Order, int OrderLine, long MissingUnits, long DamagedUnits, long NotAdvisedUnits, DateTimeOffset OccurredAt);
