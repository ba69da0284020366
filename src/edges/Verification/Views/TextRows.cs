using Ledger.Verification.Bundles;
using Ledger.Verification.Csv;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Compares a view of few rows with its CSV, field by field. Values are texts in one spelling, so that equal means equal.</summary>
/// <param name="keyColumns">How many of the first columns are the key.</param>
internal sealed class TextRows(string view, string part, int keyColumns)
{
    private readonly Dictionary<string, (string?[] Values, int Last)> _rows = new(StringComparer.Ordinal);

    /// <param name="ordinal">The event that changed it last.</param>
    public void Expect(int ordinal, params string?[] values) => _rows[KeyOf(values)] = (values, ordinal);

    public void Compare(Bundle bundle, LeafTable leaves, FindingList findings)
    {
        var columns = bundle.Layout.Csvs[part];
        using var csv = bundle.ReadCsv(part);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Next())
        {
            var values = columns.Select((column, i) => Found(csv, column, i)).ToArray();
            var key = KeyOf(values);
            if (!seen.Add(key))
            {
                findings.Add(new(Rule.V1, null, $"{view} {Utf8.Shown(key)}", "one row", "the row twice"));
            }
            else if (!_rows.TryGetValue(key, out var expected))
            {
                findings.Add(new(Rule.V1, null, $"{view} {Utf8.Shown(key)}", "no row, for no event made it", "a row"));
            }
            else
            {
                CompareFields(bundle.Layout, key, expected, values, leaves, findings);
            }
        }

        foreach (var (key, row) in _rows.Where(row => !seen.Contains(row.Key)).OrderBy(row => row.Value.Last))
        {
            findings.Add(new(Rule.V1, leaves.NameOf(row.Last), $"{view} {Utf8.Shown(key)}", "a row", "no row"));
        }
    }

    /// <summary>What is written like a text where a number belongs does not pass for it.</summary>
    private static string? Found(CsvReader csv, Column column, int field) =>
        csv.IsAbsent(field) ? null : !column.IsNumber ? csv.Text(field) : csv.NumberText(field) ?? $"'{csv.Text(field)}";

    private void CompareFields(Layout layout, string key, (string?[] Values, int Last) expected, string?[] values, LeafTable leaves, FindingList findings)
    {
        var columns = layout.Csvs[part];
        for (var i = keyColumns; i < columns.Length; i++)
        {
            if (!Spelling.IsOf(columns[i].Kind, expected.Values[i], values[i], layout.IsStrict))
            {
                findings.Add(new(
                    Rule.V1, leaves.NameOf(expected.Last), $"{columns[i].Name} of {view} {Utf8.Shown(key)}, which this event changed last",
                    Utf8.Shown(expected.Values[i] ?? "nothing"), Utf8.Shown(values[i] ?? "nothing")));
            }
        }
    }

    private string KeyOf(string?[] values) => string.Join(' ', values.Take(keyColumns));
}
