namespace Ledger.Agreements.Agreements;

/// <summary>Days of an agreement: a date is a day in its time zone, and a period that ends with it ends, exclusively, when the next day begins.</summary>
internal static class Days
{
    public static bool IsZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    /// <param name="timeZone">IANA name; UTC where there is none.</param>
    public static DateTimeOffset EndOf(DateOnly day, string? timeZone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        if (timeZone is null)
        {
            return new(midnight, TimeSpan.Zero);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        // Where clocks go forward at midnight, the day begins an hour later.
        for (; zone.IsInvalidTime(midnight); midnight = midnight.AddMinutes(15))
        {
        }

        // Where midnight comes twice, the day begins with the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
