namespace Ledger.Audit.Export;

public static class ExportLimits
{
    public const int AtOnceMax = 2;

    /// <summary>How long an export waits for the views to come to the head, and for the witnesses to sign it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static readonly Limit AtOnce =
        new("exports", AtOnceMax, "exports", "exports that a host runs at the same time", "refused", ExportProblems.TooManyExports);
}
