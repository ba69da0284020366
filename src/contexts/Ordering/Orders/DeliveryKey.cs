namespace Ledger.Ordering.Orders;

/// <summary>Business keys of the messages that Logistics sends about deliveries. They may come twice and in any order; each counts once.</summary>
internal static class DeliveryKey
{
    public static string Shipped(string batch, int shipment) => $"shipped/{batch}/{shipment}";

    public static string Voided(string batch, int shipment) => $"voided/{batch}/{shipment}";

    public static string Received(string batch, string receipt) => $"received/{batch}/{receipt}";

    /// <summary>A receipt can see units of another batch that were missing, and others that were still in transit.</summary>
    public static string Astray(string batch, string receipt) => $"astray/{batch}/{receipt}";

    public static string Corrected(string batch, string correction) => $"corrected/{batch}/{correction}";

    public static string WrittenOff(string batch, string writeOff) => $"written-off/{batch}/{writeOff}";

    public static string TakenBack(string batch, string takeBack) => $"taken-back/{batch}/{takeBack}";

    public static string Attributed(string batch, string attribution) => $"attributed/{batch}/{attribution}";

    public static string Returned(string number, int line) => $"returned/{number}/{line}";

    public static string ReturnCancelled(string number, string cancellation, int line) => $"return-cancelled/{number}/{cancellation}/{line}";

    public static string Credited(string number, string credit, int line) => $"credited/{number}/{credit}/{line}";

    public static string Discrepancy(string batch, string receipt) => $"discrepancy/{batch}/{receipt}";
}
