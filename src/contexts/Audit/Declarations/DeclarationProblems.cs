namespace Ledger.Audit.Declarations;

/// <summary>Why declarations are refused.</summary>
public static class DeclarationProblems
{
    public static readonly ProblemCode UnknownEvent = Log.LogProblems.UnknownEvent;
    public static readonly ProblemCode UnknownCorrectiveEvent = new("unknown-corrective-event", 404, "A corrective event does not exist in this book.");
    public static readonly ProblemCode NotDeclarable = new(
        "not-declarable", 409, "Events of this kind cannot be declared erroneous. Correct them in another way.");
    public static readonly ProblemCode AlreadyDeclared = new("already-declared", 409, "The event is already declared erroneous, with different details.");
    public static readonly ProblemCode CorrectiveNotLater = new(
        "corrective-not-later", 409, "A corrective event must be recorded after the event that it corrects.");
    public static readonly ProblemCode CorrectiveDeclared = new("corrective-declared", 409, "A corrective event is itself declared erroneous.");
    public static readonly ProblemCode NotMovedBack = new("not-moved-back", 409, "The corrective events have not moved the units back.");
    public static readonly ProblemCode FactsRestOnIt = new("facts-rest-on-it", 409, "Later facts depend on the event.");
}
