using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Headers that mean something to the ledger, to the framework or to what stands before it, and do not hold what they should.</summary>
internal static class OddHeaders
{
    private static readonly (string Name, string[] Values)[] Odd =
    [
        (Requests.Key, ["", " ", "a b", "ü", "again-1", "again-2", "\"quoted\"", new string('k', 255), new string('k', 256), "a,b"]),
        ("If-Match", ["\"v1\"", "\"v2\"", "\"v999999\"", "*", "W/\"v1\"", "v1", "\"\"", "\"v\"", "\"v-1\"", "\"v99999999999999999999\"", "\"v1\", \"v2\"", ""]),
        ("If-None-Match", ["\"v1\"", "\"v999999\"", "*", "W/\"v1\"", "v1", "\"v1\", \"v2\"", ",", new string('"', 500)]),
        ("Prefer",
            ["wait=0", "wait=1", "wait=-1", "wait=99999999999", "wait", "respond-async, wait=1", "wait=\"1\"", ";;;=", "=", "wait=1;x=\"",
            new string(',', 2_000)]),
        ("Accept",
            ["text/html", "application/xml", "*/*;q=0", "application/json;q=0", "text/event-stream", "application/cloudevents-batch+json", "x",
            "application/json;q=0.5, text/plain", "", ",;q=", "application/json;version=9"]),
        (Requests.ContentType,
            ["text/plain", "application/xml", "application/json; charset=utf-16", "application/jsonp", "application/json;;;", "application/x-ndjson", "*/*",
            "x", "", "multipart/form-data; boundary=x", "APPLICATION/JSON"]),
        ("Content-Encoding", ["gzip", "br", "identity", "gzip, br", "x", "", "identity, gzip"]),
        ("Authorization", ["Bearer", "Basic dTpw", "bearer x,y", "x", ""]),
        ("Last-Event-ID", ["x", "-1", "0", "99999999999999999999", ""]),
        ("traceparent", ["x", "00-00000000000000000000000000000000-0000000000000000-00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"]),
        ("X-Correlation-Id", ["", "ü", new string('c', 5_000), "a\tb"]),
        ("Range", ["bytes=0-1", "items=0-5"]),
        ("Expect", ["100-continue", "200-ok"]),
        ("Origin", ["https://example.com", "null"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("X-Forwarded-For", ["127.0.0.1", "x", "::ffff:127.0.0.1, x"]),
        ("Accept-Encoding", ["gzip", "*;q=0", "x"]),
        ("Accept-Language", ["xx", "*;q=0", "de;q=a"]),
        ("Cookie", ["a=b", "=;=;", new string('c', 4_000)]),
        ("tenant-id", ["other", ""]),
        ("If-Modified-Since", ["x", "Mon, 23 Nov 2026 05:00:00 GMT"]),
    ];

    public static Gen<FuzzRequest> Of(FuzzRequest request, ApiOperation operation)
    {
        var isCommand = operation.IsCommand;
        return Gen.Frequency<FuzzRequest>(
            (1, Gen.Const((isCommand ? request.With(Requests.Key, null) : request).As("header Idempotency-Key", isCommand))),
            (1, Gen.Const(request.With("Content-Encoding", "gzip").As("header Content-Encoding", true))),
            (1, Gen.OneOf("text/plain", "application/jsonp", "application/json-patch+json", "multipart/form-data; boundary=x", "x")
                .Select(type =>
                    (operation.Body is null ? request : request.With(Requests.ContentType, type)).As("header Content-Type", operation.Body is not null))),
            (1, Gen.Const(operation.Body is null ? request : request.With(Requests.ContentType, null).As("header Content-Type"))),
            (20, Gen.OneOf(Odd).SelectMany(odd => Gen.OneOf(odd.Values).Select(value => request.With(odd.Name, value).As($"header {odd.Name}")))),
            // Twice, with the same name.
            (2, Gen.OneOf(Odd)
                .SelectMany(
                    odd => Gen.OneOf(odd.Values)
                    .Select(value => (request with { Headers = [.. request.Headers, (odd.Name, value), (odd.Name, value)] }).As($"headers {odd.Name}")))));
    }
}
