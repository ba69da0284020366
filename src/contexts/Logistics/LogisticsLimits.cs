using Ledger.Logistics.Receipts;

namespace Ledger.Logistics;

public static class LogisticsLimits
{
    public static readonly Limit OtherProducts = new(
        "other-products", OtherUnitsValidator.ProductsMax, "products", "other products that a receipt reports", "refused", Problems.InvalidCommand);
}
