using System.Text.Json.Serialization;

namespace Ledger.Ordering.Orders;

/// <summary>An order in the list of orders. The list may lag by a moment; <c>orders/{order}</c> is always current.</summary>
public sealed class OrderSummary
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    public string Order { get; set; } = "";

    public string Agreement { get; set; } = "";

    public string ShipTo { get; set; } = "";

    public OrderState State { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    public int Lines { get; set; }

    public long ReceivedUnits { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public void Apply(OrderPlaced e) =>
        (Order, Agreement, ShipTo, PlacedAt, Lines) = (e.Order, e.Agreement, e.ShipTo, e.OccurredAt, e.Lines.Count);

    public void Apply(OrderConfirmed _) => State = OrderState.Confirmed;

    public void Apply(OrderRefused _) => State = OrderState.Refused;

    public void Apply(LineReceived e) => ReceivedUnits += e.QuantityUnits;

    public void Apply(LineReturnCancelled e) => ReceivedUnits += e.QuantityUnits;

    public void Apply(LineAttributed e) => ReceivedUnits += e.QuantityUnits;

    public void Apply(LineReceiptCorrected e) => ReceivedUnits -= e.QuantityUnits;

    public void Apply(LineReturned e) => ReceivedUnits -= e.QuantityUnits;

    public void Apply(OrderReopened _) => (State, ClosedAt) = (OrderState.Confirmed, null);

    public void Apply(OrderClosed e) => (State, ClosedAt) = (OrderState.Closed, e.OccurredAt);
}
