namespace Ledger.Audit.Export;

/// <summary>The views of all contexts that a bundle holds, in the order of their names.</summary>
public sealed class ProvenViews(IEnumerable<IProvenView> views, IControlTotals totals)
{
    public IReadOnlyList<IProvenView> All { get; } = [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)];

    public IControlTotals Totals => totals;

    /// <summary>The position that all of them have come to.</summary>
    public async Task<long> LowestAsync(IViewSnapshot snapshot, CancellationToken ct)
    {
        var lowest = long.MaxValue;
        foreach (var view in All)
        {
            lowest = Math.Min(lowest, await view.PositionAsync(snapshot, ct) ?? long.MaxValue);
        }

        return lowest;
    }
}
