using Ledger.Verification.Bundles;
using Ledger.Verification.Csv;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Views;

/// <summary>Compares a view of few rows with its CSV, field by field. Values are texts in one spelling, so that equal means equal.</summary>
/// <param name="heading">The columns; the first ones are the key.</param>
/// <param name="spelling">How a column's text is brought into its one spelling.</param>
internal sealed class TextRows(string view, string part, int keyColumns, string[] heading, Func<int, string, string> spelling)
{
    private readonly Dictionary<string, (string?[] Values, int Last)> _rows = new(StringComparer.Ordinal);

    /// <param name="ordinal">The event that changed it last.</param>
    public void Expect(int ordinal, params string?[] values) => _rows[KeyOf(values)] = (values, ordinal);

    public void Compare(Bundle bundle, LeafTable leaves, FindingList findings)
    {
        using var csv = new CsvReader(part, bundle.Read(part), heading);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Next())
        {
            var values = Enumerable.Range(0, heading.Length).Select(i => csv.TextOrAbsent(i)).ToArray();
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
                CompareFields(key, expected, values, leaves, findings);
            }
        }

        foreach (var (key, row) in _rows.Where(row => !seen.Contains(row.Key)).OrderBy(row => row.Value.Last))
        {
            findings.Add(new(Rule.V1, leaves.NameOf(row.Last), $"{view} {Utf8.Shown(key)}", "a row", "no row"));
        }
    }

    private void CompareFields(string key, (string?[] Values, int Last) expected, string?[] values, LeafTable leaves, FindingList findings)
    {
        for (var i = keyColumns; i < heading.Length; i++)
        {
            if (Spelled(i, expected.Values[i]) != Spelled(i, values[i]))
            {
                findings.Add(new(
                    Rule.V1, leaves.NameOf(expected.Last), $"{heading[i]} of {view} {Utf8.Shown(key)}, which this event changed last",
                    Utf8.Shown(expected.Values[i] ?? "nothing"), Utf8.Shown(values[i] ?? "nothing")));
            }
        }
    }

    private string? Spelled(int column, string? value) => value is null ? null : spelling(column, value);

    private string KeyOf(string?[] values) => string.Join(' ', values.Take(keyColumns));
}
