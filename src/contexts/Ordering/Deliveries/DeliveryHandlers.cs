using Ledger.Contracts.Messages;
using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Deliveries;

public static class BatchShippedHandler
{
    public static async Task Handle(BatchShippedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, BatchShippedNotice message) =>
        state.CountedDeliveries.Contains(DeliveryKey.Shipped(message.Batch, message.Shipment))
        ? Decision.Nothing
        : Decision.Accept(new LineShipped(message.OrderLine, message.Batch, message.Shipment, message.QuantityUnits, message.OccurredAt));
}

public static class ShipmentVoidedHandler
{
    public static async Task Handle(ShipmentVoidedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, ShipmentVoidedNotice message)
    {
        if (state.CountedDeliveries.Contains(DeliveryKey.Voided(message.Batch, message.Shipment)))
        {
            return Decision.Nothing;
        }

        var voided = new LineShipmentVoided(
            message.OrderLine, message.Batch, message.Shipment, message.QuantityUnits, message.OccurredAt, message.MissingUnits);
        var line = state.Line(message.OrderLine)!;
        var shipped = line.Shipped - (state.CountedDeliveries.Contains(DeliveryKey.Shipped(message.Batch, message.Shipment)) ? message.QuantityUnits : 0);
        return OrderRules.Lowered(state, line, Math.Max(shipped, line.Received), message.OccurredAt, voided);
    }
}

public static class BatchReceivedHandler
{
    public static async Task Handle(BatchReceivedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, BatchReceivedNotice message)
    {
        var received = new LineReceived(
            message.OrderLine, message.Batch, message.Receipt, message.QuantityUnits, message.OccurredAt, message.FoundUnits, message.CameWith,
            message.CameOtherwise);
        received = received with { QuantityUnits = message.QuantityUnits - CountedBefore(state, received) };
        var key = received.IsAstray ? DeliveryKey.Astray(message.Batch, message.Receipt) : DeliveryKey.Received(message.Batch, message.Receipt);
        if (received.QuantityUnits == 0 || state.CountedDeliveries.Contains(key))
        {
            return Decision.Nothing;
        }

        // A pending change may raise a line that is done by now; the order closes, if at all, when that is decided.
        return state.Pending is not null
            ? Decision.Accept(received)
            : Decision.Accept(OrderRules.Closing(
                state, message.OccurredAt, line =>
                    line.IsDone || (line.Line == message.OrderLine && line.Received + received.QuantityUnits >= line.Quantity), received));
    }

    /// <summary>
    /// Units that came with another batch are told of twice: then, and by the final receipt of their own. Whichever message comes first counts.
    /// </summary>
    private static long CountedBefore(Order state, LineReceived received)
    {
        var (astray, otherwise) = state.CameOtherwise.GetValueOrDefault(received.Batch);
        var (again, own) = (received.IsAstray ? received.QuantityUnits : 0, received.CameOtherwise ?? 0);
        return again + own - (Math.Max(astray + again, otherwise + own) - Math.Max(astray, otherwise));
    }
}

public static class DiscrepancyReportedHandler
{
    public static async Task Handle(DiscrepancyReported message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(Delivery.Known(stream.State, message.Order, message.OrderLine), message));
    }

    public static Decision Decide(Order state, DiscrepancyReported message) =>
        state.CountedDeliveries.Contains(DeliveryKey.Discrepancy(message.Batch, message.Receipt))
        ? Decision.Nothing
        : Decision.Accept(new LineDiscrepancyNoted(
            message.OrderLine, message.Batch, message.Receipt, message.MissingUnits, message.DamagedUnits, message.NotAdvisedUnits, message.OccurredAt));
}

internal static class Delivery
{
    /// <summary>
    /// Logistics ships only on lines that it found here. A message about any other line means that a context is broken, not that a partner erred; the message
    /// is kept among the failed ones for the operator.
    /// </summary>
    public static Order Known(Order? state, string order, int line) =>
        state?.Line(line) is null ? throw new InvalidOperationException($"Received a delivery message for line {line} of order {order}, which is not recorded.")
            : state;
}
