using System.Security.Claims;
using Ledger.Access.Entrance;
using Ledger.Access.Failures;
using Ledger.Access.Keys;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ledger.Access.OAuth;

/// <summary>An app buys a token with one of its API keys. The token says which, because it lives no longer than that key.</summary>
internal sealed class ClientCredentials(AppKeys keys, FailureLog failures) :
    IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>,
    IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    private const string Proven = "ledger.key";

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var key = context.ClientSecret is { Length: > 0 } secret ? await keys.ProveAsync(secret, http.RequestAborted) : null;
        if (key is null || !string.Equals(key.ClientId, context.ClientId, StringComparison.Ordinal))
        {
            failures.Refused(new(
                key?.Id, key?.Book, key is null ? "wrong-client-secret" : "wrong-client", http.Connection.RemoteIpAddress?.ToString() ?? "local"));
            context.Reject(Errors.InvalidClient, "The client id is book/app, and the client secret an active API key of that app.");
            return;
        }

        var asked = ScopeNames.Read(context.Request.Scope ?? "");
        if ((asked & ~key.Scopes) != 0)
        {
            context.Reject(Errors.InvalidScope, "The key does not reach as far as the scope that is asked for.");
            return;
        }

        context.Transaction.SetProperty(Proven, key);
    }

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var key = context.Transaction.GetProperty<AppKey>(Proven)!;
        var asked = ScopeNames.Read(context.Request.Scope ?? "");
        var identity = new ClaimsIdentity(nameof(ClientCredentials), Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, key.ClientId)
            .SetClaim(AccessPrincipal.Party, key.Party)
            .SetClaim(AccessPrincipal.App, key.App)
            .SetClaim(AccessPrincipal.Credential, key.Id)
            .SetClaim(AccessPrincipal.Mode, AccessPrincipal.ModeOf(key))
            .SetClaim(AccessPrincipal.Book, key.Book);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        identity.SetScopes(ScopeNames.Of(asked == Contracts.Scopes.None ? key.Scopes : asked).Split(' ')).SetResources(TokenIssuer.Audience);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    /// <summary>Errors lead to the library's manual otherwise, which is on another machine and about other things.</summary>
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        context.Response.ErrorUri = null;
        return ValueTask.CompletedTask;
    }
}
