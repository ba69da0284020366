using Ledger.Contracts.Messages;
using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Deliveries;

/// <summary>Units that nobody had advised are a delivery on the line, shipped and received at once.</summary>
public static class UnitsAttributedHandler
{
    public static async Task Handle(UnitsAttributedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, UnitsAttributedNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.Attributed(message.Batch, message.Attribution)))
        {
            return Decision.Nothing;
        }

        var attributed = new LineAttributed(message.OrderLine, message.Batch, message.Attribution, message.QuantityUnits, message.OccurredAt);
        return state.Pending is not null
            ? Decision.Accept(attributed)
            : Decision.Accept(OrderRules.Closing(
                state, message.OccurredAt,
                line => line.IsDone || (line.Line == message.OrderLine && line.Received + message.QuantityUnits >= line.Quantity), attributed));
    }
}
