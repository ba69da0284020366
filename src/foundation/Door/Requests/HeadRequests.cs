using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Requests;

/// <summary>
/// HEAD is answered like GET (RFC 9110, 9.3.2); the server leaves the body out, for it knows how the request came. A stream has no end at which its headers
/// could be called an answer, so it is asked for with GET alone.
/// </summary>
internal static class HeadRequests
{
    public static Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)
            && !context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
