using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Parameters that nobody knows, that are there twice, or that hold something else than described.</summary>
internal static class OddQueries
{
    private static readonly string[] Odd =
    [
        "", "0", "-1", "1.5", "1e3", "201", "99999999999999999999", "9223372036854775807", "NaN", "x", "%00", "a%00b", "%0A", "%ff", "%F0%9F%98%80", "%20",
        "%2B1", "null", "true", "[]", "{}", "1;2", "1,2",
        "..", "*", "'", "%25", "%", "%zz", "2026-13-45", "2026-02-30T00:00:00Z", "2026-11-23T00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-14:00", "2026-11-23T00:00:00%2B14:00",
        "site:PDX1", "site:/", "/", "AAAA", "AAA", "_-_-", "w4M", "AA==", new string('A', 3_000), new string('x', 8_200),
    ];

    public static Gen<FuzzRequest> Of(FuzzRequest request, ApiOperation operation)
    {
        var known = operation.Parameters("query").ToArray();
        var unknown = Gen.OneOf("dryRun=true", "x=1", "Limit=1", "limit[]=1", "=1", "%00=1", "book=other", "tenantId=x", "asof=2026-01-01")
            .Select(odd => request.Adding(odd).As("parameter", !operation.IsOpen));
        if (known.Length == 0)
        {
            return unknown;
        }

        var value =
            Gen.Select(Gen.OneOf(known), Gen.OneOf(Odd), (name, odd) => (request with { Query = "" }).Adding($"{name}={odd}").As("value of a parameter"));
        var twice = Gen.OneOf(known).Select(name => (request with { Query = "" }).Adding($"{name}=1&{name}=1").As("parameter twice", true));
        return Gen.Frequency<FuzzRequest>((1, unknown), (1, twice), (1, Gen.Const(request.Adding("&&&=&").As("ampersands"))), (8, value));
    }
}
