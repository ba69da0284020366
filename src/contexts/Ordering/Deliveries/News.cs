namespace Ledger.Ordering.Deliveries;

/// <summary>Business keys of what Logistics tells. Messages may come twice and in any order; each counts once.</summary>
internal static class News
{
    public static string Shipped(string batch, int shipment) => $"shipped/{batch}/{shipment}";

    public static string Voided(string batch, int shipment) => $"voided/{batch}/{shipment}";

    public static string Received(string batch, string receipt) => $"received/{batch}/{receipt}";

    public static string Discrepancy(string batch, string receipt) => $"discrepancy/{batch}/{receipt}";
}
