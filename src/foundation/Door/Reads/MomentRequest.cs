using System.Globalization;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Reads;

/// <summary>
/// The two axes of time as they stand in an address. Effective time: <c>effectiveAt</c>, which is also called <c>asOf</c>. What the ledger knew:
/// <c>knownAt</c>, a size of the book's log or a time; or <c>atPosition</c>, a position of the ledger. Two names of one axis would be two answers, so only one
/// of them is taken.
/// </summary>
/// <param name="Position">What the ledger knew, as a position.</param>
/// <param name="KnownSize">The same as a size of the log.</param>
/// <param name="KnownTime">The same as a time.</param>
public sealed record MomentRequest(DateTimeOffset? EffectiveAt = null, long? Position = null, long? KnownSize = null, DateTimeOffset? KnownTime = null)
{
    /// <summary>Parameters of an address that takes a moment.</summary>
    internal static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        new("asOf", typeof(DateTimeOffset), "Effective time: shows what had happened by then. Same as effectiveAt."),
        new("effectiveAt", typeof(DateTimeOffset), EffectiveMeans),
        new("atPosition", typeof(long), PositionMeans),
        new("knownAt", typeof(string), KnownMeans),
    ];

    public const string EffectiveMeans = "Effective time: shows what had happened by then.";
    public const string PositionMeans = "Ledger position: shows what had been recorded by then.";
    public const string KnownMeans = "What the ledger knew: a size of the book's log, or a time. The largest head up to that size or time applies.";

    private const string TimeExpected = "Must be a time with offset, from 2000 on, such as 2026-03-01T10:00:00Z.";

    /// <returns>What was asked, or the problem with it.</returns>
    public static (MomentRequest Asked, Problem? Problem) Read(HttpRequest request)
    {
        var query = request.Query;
        if (query.ContainsKey("asOf") && query.ContainsKey("effectiveAt"))
        {
            return (new(), Invalid("effectiveAt", "Give either effectiveAt or asOf: they mean the same."));
        }

        if (query.ContainsKey("atPosition") && query.ContainsKey("knownAt"))
        {
            return (new(), Invalid("knownAt", "Give either knownAt or atPosition, not both."));
        }

        var asked = new MomentRequest();
        foreach (var (name, _, _) in Parameters)
        {
            if (query[name] is not [{ } text])
            {
                continue;
            }

            if (With(asked, name, text) is not { } more)
            {
                return (new(), Invalid(name, ExpectedOf(name)));
            }

            asked = more;
        }

        return (asked, null);
    }

    /// <summary>What stands there is none of what is expected.</summary>
    public static Problem Invalid(string parameter, string detail) => Problem.Of(Problems.InvalidQuery, detail, [new(parameter, "bad-format", detail)]);

    /// <summary>In a query string an unescaped + is a space; times with an offset are so common that this is forgiven.</summary>
    public static DateTimeOffset? TimeOf(string text) =>
        IsoTime.TryParse(text.Replace(' ', '+'), out var time) && time.Year >= 2000 ? time.ToUniversalTime() : null;

    /// <summary>A whole number, 0 or more; null when it is none.</summary>
    public static long? NumberOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static MomentRequest? With(MomentRequest asked, string name, string text) => (name, NumberOf(text), TimeOf(text)) switch
    {
        ("asOf" or "effectiveAt", _, { } time) => asked with { EffectiveAt = time },
        ("atPosition", { } position, _) => asked with { Position = position },
        ("knownAt", { } size, _) => asked with { KnownSize = size },
        ("knownAt", _, { } time) => asked with { KnownTime = time },
        _ => null,
    };

    private static string ExpectedOf(string name) => name switch
    {
        "atPosition" => "Must be a ledger position, 0 or more.",
        "knownAt" => "Must be a log size, or a time with offset, from 2000 on, such as 2026-03-01T10:00:00Z.",
        _ => TimeExpected,
    };
}
