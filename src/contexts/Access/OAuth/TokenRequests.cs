using Ledger.Door.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Access.OAuth;

/// <summary>What stands before the token endpoint: a form that is too large or cannot be read is refused in the words of RFC 6749, too.</summary>
internal sealed class TokenRequests : IGate
{
    private const int FormBytesMax = 16 * 1024;
    private const string AuthenticationIsThere = "__AuthenticationMiddlewareSet";

    public GatePlace Place => GatePlace.Entrance;

    /// <summary>Serves the addresses of the issuer, and those only: no other request pays for asking whether it is one.</summary>
    public void Use(IApplicationBuilder app)
    {
        // Unless told that it is there, the framework puts this middleware before all others, where no form and no exception would be caught.
        app.Properties[AuthenticationIsThere] = true;
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/oauth2") || context.Request.Path.StartsWithSegments("/.well-known"),
            issuer => issuer.Use(GuardAsync).UseAuthentication());
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        // A key that was appended to the file signs from this request on.
        context.RequestServices.GetRequiredService<SigningKeys>().Current();
        if (!context.Request.Path.Equals(TokenIssuer.TokenAddress, StringComparison.Ordinal) || !HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        try
        {
            await using var form = await RequestBody.ReadAsync(context.Request, FormBytesMax, context.RequestAborted);
            if (form is null)
            {
                await RefuseAsync(context, "The form is too large.");
                return;
            }

            context.Request.Body = form;
            await next(context);
        }
        catch (Exception e) when (IsUnreadable(e) && !context.Response.HasStarted)
        {
            await RefuseAsync(context, "The form cannot be read.");
        }
    }

    /// <summary>Too many fields, characters that no text holds, or a character set that is not to be trusted: UTF-7.</summary>
    private static bool IsUnreadable(Exception e) => e is BadHttpRequestException or InvalidDataException or NotSupportedException;

    private static Task RefuseAsync(HttpContext context, string description)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { error = "invalid_request", error_description = description }, context.RequestAborted);
    }
}
