namespace Ledger.Audit.Export;

/// <summary>Why a book is not exported.</summary>
public static class ExportProblems
{
    public static readonly ProblemCode TooManyExports = new("too-many-exports", 429, "As many exports are under way as the ledger makes at a time.", Retryable.Yes);
    public static readonly ProblemCode NothingSealed = new("nothing-sealed", 409, "The book's log has no head yet that its views have come to.", Retryable.Yes);
}
