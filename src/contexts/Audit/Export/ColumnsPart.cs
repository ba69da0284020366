namespace Ledger.Audit.Export;

/// <summary>The bundle's dictionary: what each column of each of its CSVs is, itself included.</summary>
internal static class ColumnsPart
{
    public const string Name = "columns.csv";

    public static readonly IReadOnlyList<ProvenColumn> Columns =
    [
        new("part_name", ColumnType.Text, "File of the bundle."),
        new("column_name", ColumnType.Text, "Column of the file; rows are in the order of the columns."),
        new("value_type", ColumnType.Text, "text, integer, decimal, boolean, date, time, uuid or json."),
        new("unit", ColumnType.Text, "What a number counts; absent where it counts nothing."),
        new("meaning", ColumnType.Text, "What the value says."),
    ];

    /// <returns>How many columns there are.</returns>
    public static async Task<long> WriteAsync(BundleZip zip, IEnumerable<(string Part, IReadOnlyList<ProvenColumn> Columns)> parts, CancellationToken ct)
    {
        var rows = parts.Append((Part: Name, Columns)).SelectMany(csv => csv.Columns, (csv, column) => Row(csv.Part, column)).ToList();
        await zip.PartAsync(
            Name,
            part =>
            {
                CsvRows.WriteHeading(part, Columns);
                rows.ForEach(row => CsvRows.Row(part.Buffer, Columns, row));
                return Task.CompletedTask;
            },
            ct);
        return rows.Count;
    }

    private static object?[] Row(string part, ProvenColumn column) => [part, column.Name, column.Type.ToString().ToLowerInvariant(), column.Unit, column.Meaning];
}
