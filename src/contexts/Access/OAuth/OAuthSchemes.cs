using Ledger.Access.Entrance;
using Ledger.Access.Keys;
using Ledger.Door.OpenApi;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Access.OAuth;

/// <summary>The second way in: tokens, the ledger's own and those of the issuers that are configured.</summary>
public static class OAuthSchemes
{
    internal const string Own = "OAuth:own";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    public static void AddLedgerOAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTokenIssuer();
        services.AddSingleton<TrustedIssuers>();
        services.Configure<OpenApiOptions>(LedgerOpenApi.Document, api => api.AddDocumentTransformer<SecurityDocs>().AddOperationTransformer<SecurityDocs>());
        var schemes = services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OAuthHandler>(AccessSchemes.OAuth, null).AddJwtBearer(Own, _ => { });
        services.AddOptions<JwtBearerOptions>(Own).Configure<SigningKeys, AppKeys>((options, signing, apps) =>
        {
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                ValidTypes = ["at+jwt"],
                ValidAudience = TokenIssuer.Audience,
                // The handler before has compared it with the name that the ledger has at this address.
                ValidateIssuer = false,
                IssuerSigningKeyResolver = (_, _, keyId, _) => signing.Find(keyId) is { } key ? [key] : [],
            };
            Harden(options);
            options.Events = new JwtBearerEvents { OnTokenValidated = context => OwnTokens.ReadAsync(context, apps) };
        });
        // There is a scheme for each issuer, so which there are must be known now; a mistake in the configuration ends the start here.
        for (var i = 0; i < TrustedIssuers.Configured(configuration).Length; i++)
        {
            var scheme = TrustedIssuers.SchemeOf(i);
            schemes.AddJwtBearer(scheme, _ => { });
            services.AddOptions<JwtBearerOptions>(scheme)
                .Configure<TrustedIssuers>((options, trusted) => Trust(options, trusted.All.Single(issuer => issuer.Scheme == scheme)));
        }
    }

    private static void Trust(JwtBearerOptions options, TrustedIssuer trusted)
    {
        options.ConfigurationManager = trusted.Keys;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = TrustedIssuers.Algorithms,
            ValidTypes = trusted.Issuer.ValidTypes,
            ValidAudience = trusted.Issuer.Audience,
            ValidIssuer = trusted.Issuer.Issuer,
        };
        Harden(options);
        options.Events = new JwtBearerEvents { OnTokenValidated = context => ExternalTokens.ReadAsync(context, trusted.Issuer) };
    }

    private static void Harden(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        var parameters = options.TokenValidationParameters;
        parameters.ClockSkew = ClockSkew;
        parameters.TryAllIssuerSigningKeys = false;
        parameters.RequireSignedTokens = true;
        parameters.RequireExpirationTime = true;
        parameters.RequireAudience = true;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(
            new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = TrustedIssuers.TokenBytesMax });
    }
}
