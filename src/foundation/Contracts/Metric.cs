namespace Ledger.Contracts;

/// <summary>
/// What an agreement line's progress is measured by. Each metric is the number of the line's units that are in one of its conditions: so a return or a void
/// lowers it again.
/// </summary>
public static class Metric
{
    public const string Shipped = "shipped";
    public const string Received = "received";
    public const string Accepted = "accepted";
    public const string Installed = "installed";
    public const string Commissioned = "commissioned";

    private static readonly string[] CommissionedConditions = [Condition.Active];
    private static readonly string[] InstalledConditions = [.. CommissionedConditions, Condition.Installed];
    private static readonly string[] AcceptedConditions = [.. InstalledConditions, Condition.Accepted, Condition.AcceptedLost, Condition.Retired];
    private static readonly string[] ReceivedConditions = [.. AcceptedConditions, Condition.Received, Condition.Quarantined, Condition.Lost];
    private static readonly string[] ShippedConditions = [.. ReceivedConditions, Condition.InTransit, Condition.Missing];

    public static IReadOnlyList<string> All { get; } = [Shipped, Received, Accepted, Installed, Commissioned];

    /// <summary>Conditions whose units count toward the metric.</summary>
    public static IReadOnlyList<string> ConditionsOf(string metric) => metric switch
    {
        Shipped => ShippedConditions,
        Received => ReceivedConditions,
        Accepted => AcceptedConditions,
        Installed => InstalledConditions,
        Commissioned => CommissionedConditions,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Not a metric."),
    };
}
