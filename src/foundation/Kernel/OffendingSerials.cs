namespace Ledger.Kernel;

/// <summary>Units that a refusal is about: how many, and the first of them.</summary>
public sealed record OffendingSerials(int Count, IReadOnlyList<string> First)
{
    /// <summary>How many serials an error names; the rest are only counted.</summary>
    public const int NamedMax = 20;

    public static OffendingSerials? Of(IReadOnlyList<string>? serials) =>
        serials is null or [] ? null : new OffendingSerials(serials.Count, [.. serials.Take(NamedMax)]);
}
