namespace Ledger.Store;

/// <summary>What differs for tables of a context from the rule that the host reads and writes them, and nobody else sees them.</summary>
public sealed record ContextRights
{
    /// <summary>Tables with less than that: what the host may still do, such as "select". What it may not, only the context's own functions do.</summary>
    public IReadOnlyDictionary<string, string> Host { get; init; } = new Dictionary<string, string>();

    /// <summary>Tables that a bundle's views are read from.</summary>
    public IReadOnlyList<string> Export { get; init; } = [];
}
