using System.Security.Claims;
using Ledger.Access.Entrance;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Ledger.Access.OAuth;

/// <summary>
/// What a token of another issuer makes of its bearer: the app that its client is listed as. An ID token is told by its audience, which is always the client
/// itself, and by what only ID tokens say; Keycloak also names the kind in the payload.
/// </summary>
internal static class ExternalTokens
{
    private const int IdLengthMax = 64;
    private static readonly string[] SaidByIdTokensOnly = ["nonce", "at_hash", "c_hash", "s_hash"];
    private static readonly string[] Ids = ["jti", "uti"];

    public static Task ReadAsync(TokenValidatedContext context, ExternalIssuer issuer)
    {
        var token = context.Principal!;
        var client = issuer.ClientClaims.Select(token.FindFirstValue).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        var listed = issuer.Clients.FirstOrDefault(listed => listed.Client == client);
        if (listed is null)
        {
            context.Fail("The token's client is not configured at this ledger.");
        }
        else if (token.HasClaim("aud", client!) || SaidByIdTokensOnly.Any(name => token.HasClaim(claim => claim.Type == name))
            || token.FindFirstValue("typ") is not (null or "Bearer"))
        {
            context.Fail("The token is not an access token.");
        }
        else
        {
            var id = Ids.Select(token.FindFirstValue).FirstOrDefault(IsId) ?? listed.Client;
            var app = new AppKey(id, listed.Party, listed.App, listed.Book, listed.Mode == "test", ScopeNames.Read(listed.Scopes));
            context.Principal = AccessPrincipal.Of(app, id, AccessSchemes.OAuth);
        }

        return Task.CompletedTask;
    }

    /// <summary>It is written beside what the caller records, so it is held to what an id may be.</summary>
    private static bool IsId(string? id) => id is { Length: > 0 and <= IdLengthMax } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
