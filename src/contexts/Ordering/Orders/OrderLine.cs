using System.Text.Json.Serialization;

namespace Ledger.Ordering.Orders;

public enum LineState
{
    Placed,
    Confirmed,
    Refused,
    Accepted,
    Rescheduled,
    Backordered,
    Rejected,
    Cancelled,
}

/// <summary>One line of an order as it stands.</summary>
public sealed class OrderLine
{
    public int Line { get; set; }

    public int AgreementLine { get; set; }

    public string Product { get; set; } = "";

    /// <summary>Units drawn from the commitment: the quantity ordered or, on a cancelled line, the quantity shipped before the cancellation.</summary>
    public long Quantity { get; set; }

    /// <summary>Units that the line returned to the commitment because it was lowered, rejected, cancelled or credited.</summary>
    public long Released { get; set; }

    public DateOnly RequestedDelivery { get; set; }

    /// <summary>True when the requested delivery lies outside the window of the agreement line; absent otherwise.</summary>
    public bool? OutsideWindow { get; set; }

    public DateOnly? PromisedDelivery { get; set; }

    public LineState State { get; set; }

    /// <summary>Why it was rejected, cancelled or rescheduled.</summary>
    public string? Reason { get; set; }

    public long Shipped { get; set; }

    public long Received { get; set; }

    /// <summary>Units that are still to be received.</summary>
    public long Outstanding => IsLive ? Math.Max(0, Quantity - Received) : 0;

    /// <summary>Units that a final receipt did not see, and that nothing has become of yet.</summary>
    public long Missing { get; set; }

    /// <summary>Units that were missing and arrived later.</summary>
    public long Found { get; set; }

    /// <summary>Units that were missing and given up.</summary>
    public long WrittenOff { get; set; }

    /// <summary>Units that went back to the supplier; they count as shipped and received no more.</summary>
    public long Returned { get; set; }

    /// <summary>Returned units that were credited instead of replaced.</summary>
    public long Credited { get; set; }

    public long Damaged { get; set; }

    public long NotAdvised { get; set; }

    [JsonIgnore]
    public bool IsLive => State is not (LineState.Rejected or LineState.Cancelled or LineState.Refused);

    /// <summary>True when no more deliveries are expected.</summary>
    [JsonIgnore]
    public bool IsDone => !IsLive || Received >= Quantity;

    /// <summary>Units shipped to the customer, as far as messages have arrived: a receipt's message can arrive before that of its shipment.</summary>
    [JsonIgnore]
    public long ShippedAtLeast => Math.Max(Shipped, Received);

    /// <summary>Units that would return to the commitment if the line were cancelled.</summary>
    [JsonIgnore]
    public long Releasable => Math.Max(0, Quantity - ShippedAtLeast);

    public void Acknowledge(AcknowledgedLine answer)
    {
        (State, Reason) = (Enum.Parse<LineState>(answer.Status.ToString()), answer.Reason);
        PromisedDelivery = answer.PromisedDelivery ?? PromisedDelivery;
        if (State == LineState.Rejected)
        {
            Release(Quantity);
        }
    }

    public void Change(ChangedLine change, bool isOutsideWindow)
    {
        OutsideWindow = change.RequestedDelivery is null ? OutsideWindow : isOutsideWindow ? true : null;
        var quantity = change.Quantity ?? Quantity;
        Released += Math.Max(0, Quantity - quantity);
        (Quantity, RequestedDelivery) = (quantity, change.RequestedDelivery ?? RequestedDelivery);
    }

    public void Cancel(string reason, long releasedUnits)
    {
        (State, Reason) = (LineState.Cancelled, reason);
        Release(releasedUnits);
    }

    public void Release(long units) => (Quantity, Released) = (Quantity - units, Released + units);
}
