namespace Ledger.Kernel;

/// <summary>
/// Where the operator's own apps and keys are. It is addressed like a book, so that its keys are issued, listed and revoked in the same way, but it is none: no
/// book can have this code, and nothing else can be recorded there.
/// </summary>
public static class OperatorRoom
{
    public const string Code = "_operator";

    /// <summary>The operator as a party, of whom there is one.</summary>
    public const string Party = "operator";

    public static bool Is(string? book) => book == Code;
}
