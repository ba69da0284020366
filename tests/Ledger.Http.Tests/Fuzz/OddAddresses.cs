using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Addresses with something hostile in place of an id, and addresses written in other ways than described.</summary>
internal static class OddAddresses
{
    private static readonly string[] Odd =
    [
        "..", ".", "%2e%2e", "%2E%2e%2Fetc", "%00", "a%00b", "%2F", "a%2Fb", "%5C", "..%5c", "%0A", "%0d%0aX:y", "%20", "%09", "%7F", "%ff", "%c3%28",
        "%ED%A0%80", "%F0%9F%98%80", "%E2%80%AE", "e%CC%81",
        "%EF%BB%BF", "null", "undefined", "-1", "0", "'%20or%201=1", "*", "%25", "%25%30%30", "%2500", "%252e%252e", "%252F", "%", "%zz", "%7Bbook%7D", "~",
        "b~1", "operator", "OPERATOR", "_", "<x>", "$(x)", ";a=b", "a:b", "a:", ":b", "acme:", "NONE-1",
        "", new string('x', 64), new string('x', 65), new string('x', 2_000), new string('x', 9_000), string.Concat(Enumerable.Repeat("%C3%BC", 300)),
    ];

    /// <param name="at">The operation's requests at an address.</param>
    public static Gen<FuzzRequest> Of(ApiOperation operation, Func<string, Gen<FuzzRequest>> at)
    {
        var segments = operation.Path.Split('/');
        var places = Enumerable.Range(0, segments.Length).Where(i => segments[i].StartsWith('{')).DefaultIfEmpty(segments.Length - 1).ToArray();
        var hostile =
            Gen.Select(Gen.OneOf(places), Gen.OneOf(Odd), (place, odd) => string.Join('/', segments.Select((segment, i) => i == place ? odd : segment)));
        var written =
            Gen.OneOf(
                $"{operation.Path}/", operation.Path.ToUpperInvariant(), operation.Path.Replace("/", "//", StringComparison.Ordinal), $"{operation.Path}/x",
                $"{operation.Path};a=b", $"/{operation.Path}", $"{operation.Path}%2F", $"{operation.Path}.json");
        return Gen.Frequency<string>((5, hostile), (2, written)).SelectMany(at).Select(request => request.As("address"));
    }
}
