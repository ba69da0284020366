using System.Globalization;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Requests;

/// <summary>The version of a stream as an entity tag, and what a command expects it to be (RFC 9110, 8.8.3 and 13.1.1).</summary>
public static class Preconditions
{
    public static string ETag(long version) => $"\"v{version}\"";

    /// <summary>The version that <c>If-Match</c> names; null without one. A command changes one stream, so one version is all that can be meant.</summary>
    public static (long? Version, Problem? Problem) IfMatch(HttpRequest request) => request.Headers.IfMatch switch
    {
        [] => (null, null),
        [{ Length: > 3 } tag] when tag.StartsWith("\"v", StringComparison.Ordinal) && tag[^1] == '"'
            && long.TryParse(tag.AsSpan(2, tag.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version) => (version, null),
        _ => (null, Problem.Of(Problems.InvalidPrecondition, "If-Match must be one ETag as returned by a read or a command, such as \"v12\".")),
    };
}
