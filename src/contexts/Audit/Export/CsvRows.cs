using System.Buffers;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Ledger.Audit.Export;

/// <summary>
/// Rows of a query as RFC 4180, CRLF. What a spreadsheet would take for a formula gets a <c>'</c> before it, and so does what begins with one, so that it can be taken off
/// again. Absent values are bare, empty ones quoted.
/// </summary>
internal static class CsvRows
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> Guarded = SearchValues.Create("=+-@\t\r'");

    /// <returns>How many rows there were.</returns>
    public static async Task<long> WriteAsync(PartWriter part, string[] heading, NpgsqlCommand query, CancellationToken ct)
    {
        part.Write(Encoding.ASCII.GetBytes(string.Join(',', heading) + "\r\n"));
        return await AppendAsync(part, query, ct);
    }

    public static async Task<long> AppendAsync(PartWriter part, NpgsqlCommand query, CancellationToken ct)
    {
        long count = 0;
        await using (query)
        {
            await using var row = await query.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                for (var column = 0; column < row.FieldCount; column++)
                {
                    Field(part.Buffer, Text(row, column), column > 0);
                }

                part.Write("\r\n"u8);
                await part.DrainAsync(ct);
                count++;
            }
        }

        return count;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetValue(column) switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        Guid id => id.ToString("D"),
        DateTime at => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        var other => throw new InvalidOperationException($"A {other.GetType().Name} has no form in CSV."),
    };

    private static void Field(ArrayBufferWriter<byte> output, string? value, bool isNext)
    {
        if (isNext)
        {
            output.Write(","u8);
        }

        if (value is null)
        {
            return;
        }

        var guard = value.Length > 0 && Guarded.Contains(value[0]);
        var quote = value.Length == 0 || value.AsSpan().IndexOfAny(Quoted) >= 0;
        Write(output, (quote ? "\"" : "") + (guard ? "'" : ""));
        Write(output, quote ? value.Replace("\"", "\"\"", StringComparison.Ordinal) : value);
        Write(output, quote ? "\"" : "");
    }

    private static void Write(ArrayBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
