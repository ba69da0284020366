namespace Ledger.Verification.Bundles;

/// <summary>Bundles as they are made now: their journal has effective times.</summary>
internal static class ThirdLayout
{
    public static Layout Layout { get; } = SecondLayout.Layout with { Format = "ledger-bundle.v3", HasEffectiveTimes = true };
}
