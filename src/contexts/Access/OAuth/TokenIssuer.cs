using Ledger.Door.Requests;
using Ledger.Store.Hosts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ledger.Access.OAuth;

/// <summary>
/// The ledger as an issuer of tokens (RFC 6749 §4.4, RFC 8414, RFC 9068). OpenIddict runs in its degraded mode: clients and secrets are the apps and
/// keys that the ledger has already, so nothing of it is stored.
/// </summary>
internal static class TokenIssuer
{
    public const string Audience = "ledger";
    public const string TokenAddress = "/oauth2/token";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    public static void AddTokenIssuer(this IServiceCollection services)
    {
        services.AddSingleton<SigningKeys>().AddHostedService(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<ISharedSecret>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<ClientCredentials>().AddSingleton<IGate, TokenRequests>();
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().AllowClientCredentialsFlow().SetAccessTokenLifetime(TokenLifetime);
            server.SetTokenEndpointUris(TokenAddress).SetJsonWebKeySetEndpointUris("/.well-known/jwks.json")
                .SetConfigurationEndpointUris("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration");
            // The key is asked for by the library, but encrypts nothing: partners may read what their tokens say.
            server.DisableAccessTokenEncryption().AddEphemeralEncryptionKey();
            // TLS ends before the host; API keys arrive by the same way.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<ClientCredentials>());
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<ClientCredentials>());
            server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseSingletonHandler<ClientCredentials>().SetOrder(int.MinValue + 100_000));
        });
        services.AddOptions<OpenIddictServerOptions>().Configure<SigningKeys, IConfiguration, TimeProvider>((options, keys, configuration, clock) =>
        {
            options.Issuer = Configured(configuration);
            options.SigningCredentials.AddRange(keys.Current().Select(key => new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)));
            options.TimeProvider = clock;
            options.PromptValues.Clear();
            options.Scopes.Clear();
            options.Scopes.UnionWith(ScopeNames.Of(Contracts.Scopes.All).Split(' '));
            options.ClientAuthenticationMethods.IntersectWith([ClientAuthenticationMethods.ClientSecretBasic, ClientAuthenticationMethods.ClientSecretPost]);
        });
    }

    /// <summary>Who the ledger's own tokens say they are of: as configured, else the address that the request came to, as in the metadata.</summary>
    public static string NameFor(HttpRequest request, Uri? configured) => configured?.AbsoluteUri ?? $"{request.Scheme}://{request.Host}{request.PathBase}/";

    public static Uri? Configured(IConfiguration configuration) =>
        configuration["Access:Issuer"] is { Length: > 0 } issuer ? new Uri(issuer, UriKind.Absolute) : null;
}
