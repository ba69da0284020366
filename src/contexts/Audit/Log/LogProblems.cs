namespace Ledger.Audit.Log;

/// <summary>Why the log refuses.</summary>
public static class LogProblems
{
    public static readonly ProblemCode UnknownEvent = new("unknown-event", 404, "There is no such event in this book.");
    public static readonly ProblemCode UnknownHead = new("unknown-head", 404, "The log has no head of this size.");
    public static readonly ProblemCode UnknownTile = new("unknown-tile", 404, "The log has no such tile.");
    public static readonly ProblemCode NoPayload = new("no-payload", 404, "The entry holds all of the event's data.");
    public static readonly ProblemCode NotSealedYet = new("not-sealed-yet", 409, "The event is recorded and waits to be sealed.", Retryable.Yes);
    public static readonly ProblemCode TooManyOverlaps = new("too-many-overlaps", 409, "Too many earlier keys still sign the log beside the present one.", Retryable.Yes);
    public static readonly ProblemCode LogKeyMissing = new("log-key-missing", 409, "The key that the log is signed with is not here.");
}
