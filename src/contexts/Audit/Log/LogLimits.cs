using Ledger.Audit.Log.Keys;

namespace Ledger.Audit.Log;

public static class LogLimits
{
    public static readonly Limit Overlaps =
        new("log-key-overlaps", RotateLogKeyEndpoint.OverlapsMax, "keys", "earlier keys of a book's log that still sign beside the present one", "refused", LogProblems.TooManyOverlaps);
}
