using System.Text.Encodings.Web;
using Ledger.Access.Entrance;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Ledger.Access.OAuth;

/// <summary>
/// Lets a token be judged by the issuer that it says it is of. What it says is believed for no more than that: the keys, audience and clients of that issuer
/// decide. Whoever is not configured issues nothing.
/// </summary>
internal sealed class OAuthHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TrustedIssuers issuers, SigningKeys own)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AccessSchemes.BearerOf(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        if (Read(text) is not { } token)
        {
            return Refuse("malformed-token", "The credential is neither an API key of a ledger nor a signed token of at most 16 KiB.");
        }

        if (!TrustedIssuers.Algorithms.Contains(token.Alg) || token.Kid is not { Length: > 0 } keyId || token.TryGetHeaderValue<object>("crit", out _))
        {
            return Refuse("token-header", "The token's header names no key, or uses an algorithm or extension that the ledger does not accept.");
        }

        if (issuers.Find(token.Issuer) is { } issuer)
        {
            return await HasKeyAsync(issuer, keyId) ?? await Context.AuthenticateAsync(issuer.Scheme);
        }

        return token.Issuer == TokenIssuer.NameFor(Request, issuers.OwnName) && own.Find(keyId) is not null
            ? await Context.AuthenticateAsync(OAuthSchemes.Own)
            : Refuse("unknown-issuer", "The ledger does not know the token's issuer or signing key.");
    }

    private async Task<AuthenticateResult?> HasKeyAsync(TrustedIssuer issuer, string keyId)
    {
        try
        {
            return await issuer.Keys.HaveAsync(keyId, Context.RequestAborted) ? null
                : Refuse("unknown-issuer-key", "The token's signing key is not among the issuer's keys.");
        }
        catch (Exception) when (!Context.RequestAborted.IsCancellationRequested)
        {
            return AuthenticateResult.Fail(new CredentialRefused(EntranceProblems.IssuerUnavailable, "issuer-unavailable", "Try again in a few seconds."));
        }
    }

    private static AuthenticateResult Refuse(string reason, string detail) =>
        AuthenticateResult.Fail(new CredentialRefused(EntranceProblems.NotAuthenticated, reason, detail));

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.Length <= TrustedIssuers.TokenBytesMax && text.Count(c => c == '.') == 2 ? new JsonWebToken(text) : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
