using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Door.Reads;

/// <summary>Spares a caller a view that it has already (RFC 9110, 13.1.2).</summary>
internal static class NotModified
{
    /// <summary>A weak comparison: of a tag that a proxy has weakened the version is still the same. A header that is no list of tags names none.</summary>
    public static bool Is(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0 && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Tag == tag);

    public static IResult Answer(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        return Results.StatusCode(StatusCodes.Status304NotModified);
    }
}
