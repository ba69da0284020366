namespace Ledger.Audit.Export;

/// <summary>The views as the contexts that own them have them. As of an earlier size there are only those that have a past.</summary>
internal sealed class ViewParts(ExportSnapshot snapshot, ProvenViews views, BundleZip zip)
{
    private readonly SortedDictionary<string, ManifestView> _positions = new(StringComparer.Ordinal);

    /// <summary>Views that are in the bundle, and the position that each includes.</summary>
    public IReadOnlyDictionary<string, ManifestView> Positions => _positions;

    public IEnumerable<string> Omitted => views.All.Where(view => !IsTold(view)).Select(view => view.Name);

    /// <summary>What was written, for the dictionary.</summary>
    public IEnumerable<(string Part, IReadOnlyList<ProvenColumn> Columns)> Written => views.All.Where(IsTold).Select(view => (PartOf(view), view.Columns));

    /// <param name="recorded">The book's highest position: where a view stands that is written together with the events.</param>
    public async Task WriteAsync(long recorded, CancellationToken ct)
    {
        foreach (var view in views.All.Where(IsTold))
        {
            await zip.PartAsync(
                PartOf(view),
                part =>
                {
                    CsvRows.WriteHeading(part, view.Columns);
                    return CsvRows.WriteAsync(part, view.Columns, view.RowsAsync(snapshot.Store, snapshot.AsOf, ct), ct);
                },
                ct);
            _positions[view.Name] = new(snapshot.AsOf?.Position ?? await view.PositionAsync(snapshot.Store, ct) ?? recorded);
        }
    }

    public Task<IReadOnlyDictionary<string, ControlTotal>> TotalsAsync(CancellationToken ct) => views.Totals.OfAsync(snapshot.Store, snapshot.AsOf, ct);

    private static string PartOf(IProvenView view) => $"views/{view.Name}.csv";

    private bool IsTold(IProvenView view) => snapshot.AsOf is null || view.HasPast;
}
