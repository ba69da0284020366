using Ledger.Contracts.Messages;
using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Deliveries;

public static class UnitsWrittenOffHandler
{
    public static async Task Handle(UnitsWrittenOffNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, UnitsWrittenOffNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.WrittenOff(message.Batch, message.WriteOff)))
        {
            return Decision.Nothing;
        }

        var line = state.Line(message.OrderLine)!;
        return OrderRules.Lowered(
            state, line, Math.Max(line.Shipped - message.QuantityUnits, line.Received), message.OccurredAt,
            new LineWrittenOff(line.Line, message.Batch, message.WriteOff, message.QuantityUnits, message.OccurredAt));
    }
}

public static class UnitsTakenBackHandler
{
    public static async Task Handle(UnitsTakenBackNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, UnitsTakenBackNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.TakenBack(message.Batch, message.TakeBack)))
        {
            return Decision.Nothing;
        }

        var line = state.Line(message.OrderLine)!;
        return OrderRules.Lowered(
            state, line, Math.Max(line.Shipped - message.QuantityUnits, line.Received), message.OccurredAt,
            new LineTakenBack(line.Line, message.Batch, message.TakeBack, message.QuantityUnits, message.MissingUnits, message.OccurredAt));
    }
}
