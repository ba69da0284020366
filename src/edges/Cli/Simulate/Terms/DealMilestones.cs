using Ledger.Cli.Simulate.Commands;

namespace Ledger.Cli.Simulate.Terms;

/// <summary>The thresholds of the agreement. Most are met; one is met late, one never, and one is waived.</summary>
internal static class MilestoneTerms
{
    public const string FirstShipment = "M1";
    public const string TenthAccepted = "M2";
    public const string Third = "M3";
    public const string RubinVolume = "M4";
    public const string SpineComplete = "M5";

    public static IReadOnlyList<MilestoneTerm> All(Deal deal)
    {
        var gpus = deal.GpusInRacks;
        return
        [
            new(FirstShipment, "First GPUs shipped", "shipped", null, "gpu", Math.Max(1, gpus / 50), new(2026, 6, 30)),
            new(TenthAccepted, "A tenth of the GPUs accepted", "accepted", null, "gpu", gpus / 10, new(2026, 12, 31)),

            // A third by the end of 2026 is more than the ramp can give: missed, and reached in 2027.
            new(Third, "A third of the GPUs at work", "commissioned", null, "gpu", gpus / 3, new(2026, 12, 31)),
            new(RubinVolume, "Rubin in volume", "accepted", Catalog.Rubin.Id, null,
                deal.Ordered(product => product == Catalog.Rubin) * 2 / 5, new(2027, 9, 30)),
            new(SpineComplete, "Spine complete", "commissioned", null, "ethernet-switch",
                deal.Ordered(product => product == Catalog.EthernetSwitch), new(2026, 12, 31)),

            // The call-offs never use the whole commitment, so this one stays missed.
            new("M6", "All LPUs accepted", "accepted", null, "lpu",
                deal.Committed(AgreementLines.Lpu, Catalog.Lpu), new(2027, 12, 15)),
            new("M7", "Nine tenths of the GPUs at work", "commissioned", null, "gpu", gpus * 9 / 10, new(2028, 3, 31)),
        ];
    }
}
