using Ledger.Kernel;

namespace Ledger.Door.Permissions;

/// <summary>Why a caller may not do something.</summary>
public static class AccessProblems
{
    public static readonly ProblemCode NotPermitted = new("not-permitted", 403, "None of the caller's roles permits this.");
    public static readonly ProblemCode InsufficientScope = new("insufficient-scope", 403, "The key or token does not have the required scope.");
}
