using System.Globalization;
using Ledger.Door.Limits;
using Ledger.Kernel;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>Renders the page of all limits.</summary>
internal static class LimitPage
{
    public static string Render() => $"""
        # Limits

        Everything is bounded. What goes beyond a row is refused with the problem that stands there ([problems.md](problems.md) says whether to send it
        again), and nothing has happened then, unless the row says otherwise. Each row has a test. The rows with a setting are the operator's to change, in
        the section `{LimitSettings.Section}` of the settings or the environment (`Limits__RequestsPerMinute=60000`); a host does not start with a setting
        that makes no sense.

        | limit | value | unit | of | beyond it | problem | setting |
        |---|---|---|---|---|---|---|
        {string.Join('\n', LimitTable.In([.. Projects.Storeys, .. Projects.Contexts]).Select(Row))}

        Answers tell how many requests are left: `RateLimit-Policy: "app";q=30000;w=60` names the rate, `RateLimit: "app";r=29999;t=1` what is left of it and
        in how many seconds there will be more (draft-ietf-httpapi-ratelimit-headers-10). The bucket is refilled evenly, so an app that has been quiet may
        send a minute's worth at once. A 429 or a 503 `overloaded` says in `Retry-After` when to send the request again. `/health` is neither counted nor
        turned away.

        - The address of a sender is that of the connection. Behind a proxy, set `ASPNETCORE_FORWARDEDHEADERS_ENABLED=true` on the host, and let only the
          proxy reach it; otherwise all senders are one address.
        - Each host counts for itself: behind a load balancer with N hosts an app may send up to N times as much.
        - Compressed bodies are not taken: `Content-Encoding: gzip` is answered with 415 `unsupported-encoding`, so a small body never becomes a large one.
        - A parameter that an address does not take is refused with 400 `invalid-query`.
        - A few things are refused by the web server before the ledger sees them, with a bare status and no problem: an HTTP message that is not well formed,
          the byte 0 in a path (`%00`, 400), and the rows above that say *bare*. The connection is closed then.

        This page is generated from the code; a test keeps it so.

        """;

    private static string Row(Limit limit) => string.Create(CultureInfo.InvariantCulture,
        $"| {limit.Name} | {limit.Value:N0} | {limit.Unit} | {limit.Of} | {limit.Beyond} | "
        + $"{(limit.Code is { } code ? $"{code.Status} `{code.Code}`" : "")} | {(limit.Setting is null ? "" : $"`{limit.Setting}`")} |");
}
