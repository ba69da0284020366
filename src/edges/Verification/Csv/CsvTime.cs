using System.Globalization;

namespace Ledger.Verification.Csv;

/// <summary>Times as the database keeps them: microseconds from 2000 on, what is finer being cut off toward that year.</summary>
internal static class CsvTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static long Micros(DateTimeOffset time) => (time.UtcTicks - Epoch) / TimeSpan.TicksPerMicrosecond;

    public static string Text(long micros) =>
        new DateTimeOffset(Epoch + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero).ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(this CsvReader csv, int field) =>
        DateTimeOffset.TryParseExact(csv.Text(field), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw csv.Wrong($"has {csv.Shown(field)} where a time in UTC with six decimals is expected");

    public static long Time(this CsvReader csv, int field) => Micros(csv.Moment(field));
}
