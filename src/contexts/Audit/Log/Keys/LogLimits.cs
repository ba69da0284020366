namespace Ledger.Audit.Log.Keys;

public static class LogLimits
{
    public static readonly Limit Overlaps =
        new(
            "log-key-overlaps", RotateLogKeyEndpoint.OverlapsMax, "keys", "earlier log keys of a book that are still in their overlap period", "refused",
            LogProblems.TooManyOverlaps);
}
