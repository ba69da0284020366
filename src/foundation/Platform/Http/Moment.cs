using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Http;

/// <summary>
/// The moment that a read asks about. <c>asOf</c> is effective time: what had happened by then, as far as is known. <c>atPosition</c> is record order: what the
/// ledger knew. Both together: what it knew there about then. Neither: now.
/// </summary>
public sealed record Moment(DateTimeOffset? AsOf, long? AtPosition)
{
    public bool IsNow => AsOf is null && AtPosition is null;

    public static (Moment Moment, Problem? Problem) Read(HttpRequest request)
    {
        DateTimeOffset? asOf = null;
        long? atPosition = null;
        if (request.Query["asOf"] is [{ } time])
        {
            // In a query string an unescaped + is a space; times with an offset are so common that this is forgiven.
            if (!IsoTime.TryParse(time.Replace(' ', '+'), out var parsed) || parsed.Year < 2000)
            {
                return (new(null, null), Invalid("asOf", "A time since 2000 like 2026-03-01T10:00:00Z, with its offset, is expected."));
            }

            asOf = parsed.ToUniversalTime();
        }

        if (request.Query["atPosition"] is [{ } position])
        {
            if (!long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return (new(null, null), Invalid("atPosition", "A position, 0 or more, is expected."));
            }

            atPosition = parsed;
        }

        return (new(asOf, atPosition), null);
    }

    private static Problem Invalid(string parameter, string detail) => Problem.Of(Problems.InvalidQuery, detail, [new(parameter, "bad-format", detail)]);
}
