namespace Ledger.Contracts;

/// <summary>Scopes as OAuth writes them: names with spaces between.</summary>
public static class ScopeNames
{
    private static readonly Scopes[] Single = [Scopes.Read, Scopes.Write];

    public static string Of(Scopes scopes) => string.Join(' ', Single.Where(scope => scopes.HasFlag(scope)).Select(NameOf));

    /// <summary>A name that is no scope of the ledger gives nothing.</summary>
    public static Scopes Read(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(Scopes.None, (all, name) => all | Single.FirstOrDefault(scope => NameOf(scope) == name));

    private static string NameOf(Scopes scope) => scope.ToString().ToLowerInvariant();
}
