namespace Ledger.Ordering.Changes;

/// <summary>The supplier answered an order.</summary>
/// <param name="Acknowledgement">Number of the answer.</param>
/// <param name="Draw">Ordinal under which rejected lines give their quantities back; null when none is rejected.</param>
[ContractName("ordering.order-acknowledged.v1")]
public sealed record OrderAcknowledged(string Acknowledgement, IReadOnlyList<AcknowledgedLine> Lines, int? Draw, DateTimeOffset OccurredAt) : IFact;

public sealed record AcknowledgedLine(int Line, AcknowledgedStatus Status, DateOnly? PromisedDelivery = null, string? Reason = null);

public enum AcknowledgedStatus
{
    Accepted,
    Rescheduled,
    Backordered,
    Rejected,
}

/// <summary>A change that raises lines waits until the commitment is drawn for it.</summary>
/// <param name="Change">Number of the change.</param>
/// <param name="Draw">Ordinal under which the commitment is asked.</param>
[ContractName("ordering.change-requested.v1")]
public sealed record ChangeRequested(string Change, int Draw, IReadOnlyList<ChangedLine> Lines, DateTimeOffset OccurredAt) : IFact;

/// <summary>A change took effect.</summary>
/// <param name="Draw">Ordinal under which lowered lines give back; null when none is lowered.</param>
[ContractName("ordering.order-changed.v1")]
public sealed record OrderChanged(string Change, int? Draw, IReadOnlyList<ChangedLine> Lines, DateTimeOffset OccurredAt) : IFact;

/// <summary>The commitment does not cover a change; the order stays as it was.</summary>
/// <param name="Code">Problem code of the reason.</param>
[ContractName("ordering.change-refused.v1")]
public sealed record ChangeRefused(string Change, string Code, string Detail, DateTimeOffset OccurredAt) : IFact;

/// <summary>What a line becomes; what is absent stays.</summary>
public sealed record ChangedLine(int Line, long? Quantity = null, DateOnly? RequestedDelivery = null);

/// <param name="ReleasedUnits">Units that were not shipped and go back to the commitment.</param>
/// <param name="Draw">Ordinal under which they do.</param>
[ContractName("ordering.order-line-cancelled.v1")]
public sealed record OrderLineCancelled(int Line, string Reason, long ReleasedUnits, int Draw, DateTimeOffset OccurredAt) : IFact;

/// <summary>A shipment on a line that is cancelled did not take place: its units go back to the commitment too.</summary>
[ContractName("ordering.cancelled-units-released.v1")]
public sealed record CancelledUnitsReleased(int Line, long ReleasedUnits, int Draw, DateTimeOffset OccurredAt) : IFact;
