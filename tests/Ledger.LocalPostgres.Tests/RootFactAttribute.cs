namespace Ledger.LocalPostgres.Tests;

/// <summary>A test of what only happens to root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "The process is not root.";
}
