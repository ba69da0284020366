using System.Security.Claims;
using Ledger.Access.Entrance;
using Ledger.Access.Keys;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Ledger.Access.OAuth;

/// <summary>
/// What one of the ledger's own tokens makes of its bearer. Its key is looked up as if it had been sent itself, so revoking the key ends its tokens too.
/// </summary>
internal static class OwnTokens
{
    public static async Task ReadAsync(TokenValidatedContext context, AppKeys keys)
    {
        var principal = context.Principal!;
        var id = principal.FindFirstValue(AccessPrincipal.Credential);
        var key = id is null ? null : await keys.ActiveAsync(id, context.HttpContext.RequestAborted);
        if (key is null || key.ClientId != principal.FindFirstValue("sub"))
        {
            context.Fail(new CredentialRefused(
                EntranceProblems.NotAuthenticated, "token-of-ended-key", "The API key that the token was issued for is no longer active.", key?.Id ?? id,
                principal.FindFirstValue(AccessPrincipal.Book)));
            return;
        }

        var scopes = ScopeNames.Read(principal.FindFirstValue(AccessPrincipal.Scope) ?? "");
        context.Principal = AccessPrincipal.Of(key with { Scopes = key.Scopes & scopes }, key.Id, AccessSchemes.OAuth);
    }
}
