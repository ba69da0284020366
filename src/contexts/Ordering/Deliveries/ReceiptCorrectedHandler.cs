using Ledger.Contracts.Messages;
using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Deliveries;

/// <summary>Units that did not arrive are expected again; an order that was closed by them is open again.</summary>
public static class ReceiptCorrectedHandler
{
    public static async Task Handle(ReceiptCorrectedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, ReceiptCorrectedNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.Corrected(message.Batch, message.Correction)))
        {
            return Decision.Nothing;
        }

        var line = state.Line(message.OrderLine)!;
        var corrected = new LineReceiptCorrected(
            line.Line, message.Batch, message.Correction, message.QuantityUnits, message.MissingUnits, message.OccurredAt);
        return state.State == OrderState.Closed && line.IsLive && line.Received - message.QuantityUnits < line.Quantity
            ? Decision.Accept(corrected, new OrderReopened(message.OccurredAt))
            : Decision.Accept(corrected);
    }
}
