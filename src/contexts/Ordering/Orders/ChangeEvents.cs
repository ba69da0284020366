namespace Ledger.Ordering.Orders;

/// <summary>An answer or a change that may draw on the commitment, or give back to it, under an ordinal of the order.</summary>
public interface IDrawFact : IFact
{
    int? Draw { get; }

    IEnumerable<string> IFact.Steps(string stream) => [stream, .. StepsOf(stream, Draw)];

    /// <summary>The step that the commitment's answer rests on.</summary>
    static IEnumerable<string> StepsOf(string stream, int? draw) => draw is { } ordinal ? [$"{stream}#draw-{ordinal}"] : [];
}

/// <summary>The supplier answered an order.</summary>
/// <param name="Acknowledgement">The acknowledgement number.</param>
/// <param name="Draw">The ordinal under which rejected lines return their quantities to the commitment; null when none is rejected.</param>
[ContractName("ordering.order-acknowledged.v1")]
public sealed record OrderAcknowledged(string Acknowledgement, IReadOnlyList<AcknowledgedLine> Lines, int? Draw, DateTimeOffset OccurredAt)
    : IDrawFact;

public sealed record AcknowledgedLine(int Line, AcknowledgedStatus Status, DateOnly? PromisedDelivery = null, string? Reason = null);

public enum AcknowledgedStatus
{
    Accepted,
    Rescheduled,
    Backordered,
    Rejected,
}

/// <summary>A change that raises quantities is pending until the commitment is drawn.</summary>
/// <param name="Change">The change number.</param>
/// <param name="Draw">The ordinal of the draw on the commitment.</param>
/// <param name="OutsideWindow">Lines that then ask for delivery outside the agreement line's window; absent when none does.</param>
[ContractName("ordering.change-requested.v1")]
public sealed record ChangeRequested(
    string Change, int Draw, IReadOnlyList<ChangedLine> Lines, DateTimeOffset OccurredAt, IReadOnlyList<int>? OutsideWindow = null) : IDrawFact
{
    int? IDrawFact.Draw => Draw;

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, .. Lines.Select(line => Step.Deliveries(stream, line.Line))];
}

/// <summary>A change took effect.</summary>
/// <param name="Draw">The ordinal under which lowered lines return units to the commitment; null when none is lowered.</param>
/// <param name="OutsideWindow">Lines that now ask for delivery outside the agreement line's window; absent when none does.</param>
[ContractName("ordering.order-changed.v1")]
public sealed record OrderChanged(
    string Change, int? Draw, IReadOnlyList<ChangedLine> Lines, DateTimeOffset OccurredAt, IReadOnlyList<int>? OutsideWindow = null) : IDrawFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream, .. Lines.Select(line => Step.Deliveries(stream, line.Line))];
}

/// <summary>The commitment does not cover the change; the order is unchanged.</summary>
/// <param name="Code">The problem code of the refusal.</param>
[ContractName("ordering.change-refused.v1")]
public sealed record ChangeRefused(string Change, string Code, string Detail, DateTimeOffset OccurredAt) : IFact;

/// <summary>The line's new values; absent values are unchanged.</summary>
public sealed record ChangedLine(int Line, long? Quantity = null, DateOnly? RequestedDelivery = null);

/// <param name="ReleasedUnits">Units not shipped, which return to the commitment.</param>
/// <param name="Draw">The ordinal of that release.</param>
[ContractName("ordering.order-line-cancelled.v1")]
public sealed record OrderLineCancelled(int Line, string Reason, long ReleasedUnits, int Draw, DateTimeOffset OccurredAt) : IDrawFact
{
    int? IDrawFact.Draw => Draw;

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Deliveries(stream, Line)];
}

/// <summary>Units of a cancelled line no longer count as shipped, such as when a shipment is voided: they return to the commitment too.</summary>
[ContractName("ordering.cancelled-units-released.v1")]
public sealed record CancelledUnitsReleased(int Line, long ReleasedUnits, int Draw, DateTimeOffset OccurredAt) : IDrawFact
{
    int? IDrawFact.Draw => Draw;

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Deliveries(stream, Line)];
}
