using System.Buffers;
using System.Text;

namespace Ledger.Audit.Export;

/// <summary>
/// Rows as RFC 4180, CRLF. A text that a spreadsheet would take for a formula gets a <c>'</c> before it, and so does one that begins with it, so that it can be taken off
/// again; numbers are written as they are. Absent values are bare, empty ones quoted.
/// </summary>
internal static class CsvRows
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> Guarded = SearchValues.Create("=+-@\t\r'");

    public static void WriteHeading(PartWriter part, IReadOnlyList<ProvenColumn> columns) => part.Write(Encoding.ASCII.GetBytes(string.Join(',', columns.Select(column => column.Name)) + "\r\n"));

    /// <returns>How many rows there were.</returns>
    public static async Task<long> WriteAsync(PartWriter part, IReadOnlyList<ProvenColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        long count = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            Row(part.Buffer, columns, row);
            await part.DrainAsync(ct);
            count++;
        }

        return count;
    }

    public static void Row(ArrayBufferWriter<byte> output, IReadOnlyList<ProvenColumn> columns, IReadOnlyList<object?> row)
    {
        if (row.Count != columns.Count)
        {
            throw new InvalidOperationException($"A row has {row.Count} cells where {columns.Count} columns are declared.");
        }

        for (var column = 0; column < row.Count; column++)
        {
            if (column > 0)
            {
                output.Write(","u8);
            }

            if (row[column] is { } value)
            {
                Field(output, CsvValues.Of(columns[column].Type, value));
            }
        }

        output.Write("\r\n"u8);
    }

    private static void Field(ArrayBufferWriter<byte> output, (string Text, bool IsNumber) value)
    {
        var text = value.Text;
        var guard = !value.IsNumber && text.Length > 0 && Guarded.Contains(text[0]);
        var quote = text.Length == 0 || text.AsSpan().IndexOfAny(Quoted) >= 0;
        Write(output, (quote ? "\"" : "") + (guard ? "'" : ""));
        Write(output, quote ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        Write(output, quote ? "\"" : "");
    }

    private static void Write(ArrayBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
