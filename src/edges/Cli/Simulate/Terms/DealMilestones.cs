using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Terms;

/// <summary>The thresholds of the agreement. Most are met; one is met late, one never, and one is waived.</summary>
internal static class DealMilestones
{
    public const string FirstShipment = "M1";
    public const string TenthAccepted = "M2";
    public const string Third = "M3";
    public const string RubinVolume = "M4";
    public const string SpineComplete = "M5";
    public const string AllLpus = "M6";

    /// <summary>A milestone is agreed on what is committed; that of the LPUs is raised with their line.</summary>
    public static IReadOnlyList<MilestoneTerms> AtSigning(Deal deal) => [.. All(deal).Select(milestone => milestone.Milestone == AllLpus
        ? milestone with { Quantity = AgreementLines.Opening(AgreementLines.Lpu, milestone.Quantity) } : milestone)];

    public static IReadOnlyList<MilestoneTerms> All(Deal deal)
    {
        var gpus = deal.GpusInRacks;
        return
        [
            new(FirstShipment, "First GPUs shipped", "shipped", Math.Max(1, gpus / 50), new(2026, 6, 30), Family: "gpu"),
            new(TenthAccepted, "A tenth of the GPUs accepted", "accepted", gpus / 10, new(2026, 12, 31), Family: "gpu"),

            // A third by the end of 2026 is more than the ramp can give: missed, and reached in 2027.
            new(Third, "A third of the GPUs at work", "commissioned", gpus / 3, new(2026, 12, 31), Family: "gpu"),
            new(RubinVolume, "Rubin in volume", "accepted", deal.Ordered(product => product == Catalog.Rubin) * 2 / 5, new(2027, 9, 30), Catalog.Rubin.Id),
            new(SpineComplete, "Spine complete", "commissioned",
                deal.Ordered(product => product == Catalog.EthernetSwitch), new(2026, 12, 31), Family: "ethernet-switch"),

            // The call-offs never use the whole commitment, so this one stays missed.
            new(AllLpus, "All LPUs accepted", "accepted", deal.Committed(AgreementLines.Lpu, Catalog.Lpu), new(2027, 12, 15), Family: "lpu"),
            new("M7", "Nine tenths of the GPUs at work", "commissioned", gpus * 9 / 10, new(2028, 3, 31), Family: "gpu"),
        ];
    }
}
