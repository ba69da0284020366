using Ledger.Contracts.Messages;
using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Deliveries;

public static class UnitsReturnedHandler
{
    public static async Task Handle(UnitsReturnedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, UnitsReturnedNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.Returned(message.Return, message.OrderLine)))
        {
            return Decision.Nothing;
        }

        var line = state.Line(message.OrderLine)!;
        var returned = new LineReturned(line.Line, message.Return, message.QuantityUnits, message.OccurredAt);
        return state.State == OrderState.Closed && line.IsLive && line.Received - message.QuantityUnits < line.Quantity
            ? Decision.Accept(returned, new OrderReopened(message.OccurredAt))
            : OrderRules.Lowered(
                state, line, line.ShippedAtLeast - message.QuantityUnits, message.OccurredAt, returned);
    }
}

/// <summary>Units that came back by mistake are a delivery on the line again.</summary>
public static class ReturnCancelledHandler
{
    public static async Task Handle(ReturnCancelledNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, ReturnCancelledNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.ReturnCancelled(message.Return, message.Cancellation, message.OrderLine)))
        {
            return Decision.Nothing;
        }

        var cancelled = new LineReturnCancelled(message.OrderLine, message.Return, message.Cancellation, message.QuantityUnits, message.OccurredAt);
        return state.Pending is not null
            ? Decision.Accept(cancelled)
            : Decision.Accept(OrderRules.Closing(
                state, message.OccurredAt,
                line => line.IsDone || (line.Line == message.OrderLine && line.Received + message.QuantityUnits >= line.Quantity), cancelled));
    }
}

/// <summary>What the line still has drawn for the credited units returns to the commitment; a line that nothing else is expected on is done.</summary>
public static class ReturnCreditedHandler
{
    public static async Task Handle(ReturnCreditedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, ReturnCreditedNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.Credited(message.Return, message.Credit, message.OrderLine)))
        {
            return Decision.Nothing;
        }

        var line = state.Line(message.OrderLine)!;
        var released = Math.Min(message.QuantityUnits, line.Releasable);
        var credited = new LineCredited(
            line.Line, message.Return, message.Credit, message.QuantityUnits, released, released == 0 ? null : state.NextDraw, message.OccurredAt);
        var decision = state.Pending is not null
            ? Decision.Accept(credited)
            : Decision.Accept(OrderRules.Closing(
                state, message.OccurredAt, other => other.IsDone || (other == line && line.Received >= line.Quantity - released), credited));
        return released == 0 ? decision : decision.Tell(OrderRules.Release(state, state.NextDraw, message.OccurredAt, [(line, released)]));
    }
}
