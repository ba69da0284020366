using System.Globalization;
using Ledger.Verification.Csv;

namespace Ledger.Verification.Views;

/// <summary>Is a text in a CSV the value that an event holds? What they have in common is a value, not always a spelling.</summary>
internal static class Spelling
{
    /// <param name="isStrict">Times have the one form that the whole bundle has, so that nothing but the value itself can differ.</param>
    public static bool IsOf(Kind kind, string? expected, string? found, bool isStrict) =>
        expected is null || found is null ? expected == found
        : kind switch
        {
            Kind.Time when isStrict => Micros(expected) == found,
            Kind.Time => Time(expected) == Time(found),
            Kind.Decimal => Number(expected) == Number(found),
            _ => expected == found,
        };

    private static string Micros(string text) => Parsed(text) is { } time ? CsvTime.Text(CsvTime.Micros(time)) : text;

    private static string Time(string text) => Parsed(text) is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture) : text;

    private static DateTimeOffset? Parsed(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
            : text;
}
