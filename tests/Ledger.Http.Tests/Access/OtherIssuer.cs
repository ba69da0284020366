using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ledger.Http.Tests.Access;

/// <summary>
/// An OpenID issuer of somebody else: a server of its own on loopback, with discovery, keys that it can turn over, and clients that buy tokens.
/// </summary>
public sealed class OtherIssuer : IAsyncDisposable
{
    public const string Audience = "urn:example:ledger";
    private const string Secret = "a secret";
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    private OtherIssuer(WebApplication app) => _app = app;

    /// <summary>What it does to a question before it answers; tests make it slow, large or silent with this.</summary>
    public Func<HttpContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>How often it was asked for its description or its keys.</summary>
    public int Questions { get; private set; }

    public string Name => $"{_app.Urls.Single()}/";

    private List<SigningCredentials> Keys => _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials;

    public static async Task<OtherIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().AllowClientCredentialsFlow().SetTokenEndpointUris("/token").DisableAccessTokenEncryption().AddEphemeralEncryptionKey();
            server.AddSigningKey(NewKey());
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(Validate));
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(Issue));
        });
        var app = builder.Build();
        var issuer = new OtherIssuer(app);
        app.Use(issuer.AnswerAsync);
        app.UseAuthentication();
        await app.StartAsync();
        return issuer;
    }

    /// <summary>A token as a client buys it.</summary>
    public async Task<string> TokenAsync(string client)
    {
        using var form =
            new FormUrlEncodedContent(
                new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = Secret });
        using var response = await _client.PostAsync($"{Name}token", form);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync()).Text("access_token");
    }

    /// <summary>A token of any content, signed with the newest key as the issuer would; whatever is wrong with it, the signature is not.</summary>
    public string Sign(
        Dictionary<string, object> claims, string type = "at+jwt", string? audience = Audience, string? keyId = null, Dictionary<string, object>? header = null)
    {
        var key = Keys[0];
        var content = new Dictionary<string, object>(claims);
        content.TryAdd("iss", Name);
        content.TryAdd("exp", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 300);
        if (audience is not null)
        {
            content.TryAdd("aud", audience);
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = content,
            TokenType = type,
            AdditionalHeaderClaims = header,
            SigningCredentials = keyId is null ? key
                : new SigningCredentials(new RsaSecurityKey(((RsaSecurityKey)key.Key).Rsa) { KeyId = keyId }, key.Algorithm),
        });
    }

    /// <summary>Signs with a new key from now on, and knows the one before no more.</summary>
    public void TurnKeyOver()
    {
        var key = NewKey();
        key.KeyId = Guid.NewGuid().ToString("N");
        Keys.Clear();
        Keys.Add(new SigningCredentials(key, SecurityAlgorithms.RsaSha256));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048));

    private static ValueTask Validate(ValidateTokenRequestContext context)
    {
        if (context.ClientSecret != Secret)
        {
            context.Reject(Errors.InvalidClient);
        }

        return ValueTask.CompletedTask;
    }

    private static ValueTask Issue(HandleTokenRequestContext context)
    {
        var identity = new ClaimsIdentity(nameof(OtherIssuer));
        identity.SetClaim(Claims.Subject, context.ClientId).SetResources(Audience);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/.well-known"))
        {
            Questions++;
            await Before(context);
        }

        if (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await next(context);
        }
    }
}
