using System.Globalization;
using Ledger.Verification.Csv;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Bundles;

/// <summary>
/// B1: the dictionary says of every column of every CSV in the bundle what it is, and of nothing else. Names and types are compared; units and meanings are prose, which
/// has to be there.
/// </summary>
internal static class DictionaryCheck
{
    private const int PartColumn = 0;
    private const int NameColumn = 1;
    private const int TypeColumn = 2;
    private const int MeaningColumn = 4;

    /// <returns>How many columns it describes.</returns>
    public static long Run(Bundle bundle, FindingList findings)
    {
        var expected = bundle.Layout.Csvs.Where(csv => bundle.Has(csv.Key)).ToDictionary(csv => csv.Key, csv => new Queue<Column>(csv.Value), StringComparer.Ordinal);
        using var csv = bundle.ReadCsv(Parts.Columns);
        while (csv.Next())
        {
            var (part, found) = (csv.Text(PartColumn), $"{csv.Text(NameColumn)}, {csv.Text(TypeColumn)}");
            var wanted = expected.GetValueOrDefault(part) is { Count: > 0 } columns ? Said(columns.Dequeue()) : "no more columns";
            if (found != wanted)
            {
                findings.Add(new(Rule.B1, null, $"a column of {Utf8.Shown(part)} in {Parts.Columns}", wanted, Utf8.Shown(found)));
            }
            else if (csv.Bytes(MeaningColumn).IsEmpty)
            {
                findings.Add(new(Rule.B1, null, $"the meaning of {Utf8.Shown(found)} of {Utf8.Shown(part)} in {Parts.Columns}", "a sentence", "nothing"));
            }
        }

        foreach (var (part, column) in expected.SelectMany(rest => rest.Value, (rest, column) => (rest.Key, column)))
        {
            findings.Add(new(Rule.B1, null, $"a column of {part} in {Parts.Columns}", Said(column), "no row"));
        }

        return csv.Row;
    }

    private static string Said(Column column) => $"{column.Name}, {column.Kind.ToString().ToLower(CultureInfo.InvariantCulture)}";
}
