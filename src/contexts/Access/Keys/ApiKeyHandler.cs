using System.Text.Encodings.Web;
using Ledger.Access.Entrance;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Access.Keys;

/// <summary>Authenticates a request by the API key that it bears.</summary>
public sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AppKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var (key, refused) = await keys.JudgeAsync(AccessSchemes.BearerOf(Request) ?? "", Context.RequestAborted);
        return key is null
            ? AuthenticateResult.Fail(refused!)
            : AuthenticateResult.Success(new AuthenticationTicket(AccessPrincipal.Of(key.ToAppKey(), key.Id, Scheme.Name), Scheme.Name));
    }
}
