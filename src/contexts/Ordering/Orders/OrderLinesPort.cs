namespace Ledger.Ordering.Orders;

/// <summary>Tells other contexts what an order is for, and what a line still takes, as it is at this moment.</summary>
public sealed class OrderLinesPort : IOrderLines
{
    public async Task<OrderLineInfo?> FindAsync(IQuestions questions, string order, int line) =>
        await questions.Batch.Events.FetchLatest<Order>(Order.KeyOf(order)) is { } state && state.Line(line) is { } found ? InfoOf(state, found) : null;

    public async Task<OrderInfo?> OrderAsync(IQuestions questions, string order) =>
        await questions.Batch.Events.FetchLatest<Order>(Order.KeyOf(order)) is { } state
            ? new(
                state.Number, state.Agreement, state.ShipTo,
                [.. state.Lines.Select(line => AgreementLineKey.Of(state.Agreement, line.AgreementLine)).Distinct()])
            : null;

    internal static OrderLineInfo InfoOf(Order order, OrderLine line)
    {
        // What a waiting change lowers is not to be shipped any more.
        var ordered = Math.Min(line.Quantity, order.Pending?.Lines.FirstOrDefault(l => l.Line == line.Line)?.Quantity ?? line.Quantity);
        var agreed = AgreementLineKey.Of(order.Agreement, line.AgreementLine);
        return new(order.Number, line.Line, StatusOf(order, line), agreed, line.Product, ordered + line.Credited, order.LastDraw);
    }

    private static string StatusOf(Order order, OrderLine line) => (order.State, line.IsLive) switch
    {
        (OrderState.Placed, _) => "placed",
        (OrderState.Refused, _) => "refused",
        (_, false) => "cancelled",
        (OrderState.Closed, _) => "closed",
        _ => "confirmed",
    };
}
