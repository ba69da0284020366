namespace Ledger.Audit.Declarations;

/// <summary>Why declarations are refused.</summary>
public static class DeclarationProblems
{
    public static readonly ProblemCode UnknownEvent = Log.LogProblems.UnknownEvent;
    public static readonly ProblemCode UnknownCorrectiveEvent = new("unknown-corrective-event", 404, "A corrective event is not in this book.");
    public static readonly ProblemCode NotDeclarable = new("not-declarable", 409, "An event of this kind is not declared erroneous; something else puts it right.");
    public static readonly ProblemCode AlreadyDeclared = new("already-declared", 409, "The event was declared erroneous before, in other words.");
    public static readonly ProblemCode CorrectiveNotLater = new("corrective-not-later", 409, "A corrective event was recorded before the event that it is to correct.");
    public static readonly ProblemCode CorrectiveDeclared = new("corrective-declared", 409, "A corrective event was declared erroneous itself.");
    public static readonly ProblemCode NotMovedBack = new("not-moved-back", 409, "The corrective events have not moved the units back.");
    public static readonly ProblemCode FactsRestOnIt = new("facts-rest-on-it", 409, "Later facts rest on the event.");
}
