using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace Ledger.Door.Requests;

/// <summary>What browsers and caches are told of every answer: to take it for what it says it is, and to keep nothing that is not meant to be kept.</summary>
internal static class SafeHeaders
{
    /// <summary>The page is alone: it runs its own scripts, asks only this ledger, and stands in no frame. Its scripts write styles into it.</summary>
    private const string Page = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'";

    /// <summary>Nothing else here is a page, whatever a browser takes it for.</summary>
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy =
                context.Items.TryGetValue(ScalarOptions.NonceHttpContextItemKey, out var nonce) ? $"{Page} 'nonce-{nonce}'" : NoPage;
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = CacheOf(context);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>A view with a tag may be kept by its reader, who asks with the tag whether it still holds; the API's description by anybody.</summary>
    private static string CacheOf(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) || context.Response.StatusCode is not (200 or 304) ? "no-store"
        : context.Request.Path.StartsWithSegments("/openapi") ? "no-cache"
        : context.Response.Headers.ContainsKey(HeaderNames.ETag) ? "private, no-cache"
        : "no-store";
}
