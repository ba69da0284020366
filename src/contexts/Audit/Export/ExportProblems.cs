namespace Ledger.Audit.Export;

/// <summary>Why a book is not exported.</summary>
public static class ExportProblems
{
    public static readonly ProblemCode TooManyExports = new("too-many-exports", 429, "Too many exports are already running.", Retryable.Yes);
    public static readonly ProblemCode NothingSealed =
        new("nothing-sealed", 409, "The book cannot be exported yet: its views have not caught up with a sealed head.", Retryable.Yes);
}
