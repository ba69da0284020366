using Ledger.Ordering.Orders;

namespace Ledger.Ordering;

public static class OrderingLimits
{
    public static readonly Limit OrderLines = new(
        "order-lines", PlaceOrderValidator.LinesMax, "lines", "lines of an order, an acknowledgement or a change", "refused", Problems.InvalidCommand);
}
