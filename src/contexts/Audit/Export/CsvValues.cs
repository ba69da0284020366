using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Audit.Export;

/// <summary>
/// The one form of each value. A document keeps numbers and times as JSON, which comes here as text: what is one gets its form, and what is none, because
/// somebody changed it, is written as the text that it is.
/// </summary>
internal static partial class CsvValues
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static (string Text, bool IsNumber) Of(ColumnType type, object value) => (type, value) switch
    {
        (ColumnType.Integer or ColumnType.Decimal, string text) => (text, Number().IsMatch(text)),
        (ColumnType.Time, string text)
            when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => (Time(at), false),
        (_, string text) => (text, false),
        (ColumnType.Integer, long number) => (number.ToString(CultureInfo.InvariantCulture), true),
        (ColumnType.Integer, int number) => (number.ToString(CultureInfo.InvariantCulture), true),
        (ColumnType.Boolean, bool yes) => (yes ? "true" : "false", false),
        (ColumnType.Uuid, Guid id) => (id.ToString("D"), false),
        (ColumnType.Time, DateTime at) => (Time(new DateTimeOffset(at)), false),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no form in a column of type {type}."),
    };

    /// <summary>As the database keeps times: microseconds from 2000 on, what is finer being cut off toward that year.</summary>
    public static string Time(DateTimeOffset at)
    {
        var micros = (at.UtcTicks - Epoch) / TimeSpan.TicksPerMicrosecond;
        return new DateTime(Epoch + (micros * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc).ToString(TimeForm, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+|/[1-9][0-9]*)?\z")]
    private static partial Regex Number();
}
