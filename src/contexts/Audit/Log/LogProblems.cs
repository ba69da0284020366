namespace Ledger.Audit.Log;

/// <summary>Why the log refuses.</summary>
public static class LogProblems
{
    public static readonly ProblemCode UnknownEvent = new("unknown-event", 404, "The event does not exist in this book.");
    public static readonly ProblemCode UnknownHead = new("unknown-head", 404, "The log has no head with this many leaves.");
    public static readonly ProblemCode UnknownTile = new("unknown-tile", 404, "The tile does not exist in this log.");
    public static readonly ProblemCode NoPayload = new("no-payload", 404, "The event has no separate payload: the entry holds all its data.");
    public static readonly ProblemCode NotSealedYet = new("not-sealed-yet", 409, "The event is recorded but not yet sealed.", Retryable.Yes);
    public static readonly ProblemCode TooManyOverlaps = new(
        "too-many-overlaps", 409, "Too many earlier log keys are still in their overlap period.", Retryable.Yes);
    public static readonly ProblemCode LogKeyMissing = new("log-key-missing", 409, "This host does not have the log's signing key.");
}
