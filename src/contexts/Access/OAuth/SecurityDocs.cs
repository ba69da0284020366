using Ledger.Door.Permissions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Access.OAuth;

/// <summary>How callers prove who they are, and for each operation which scope it needs and which roles it is for, as <see cref="Rights"/> has it.</summary>
internal sealed class SecurityDocs(Rights rights) : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private const string ApiKey = "apiKey";
    private const string OAuth = "oauth2";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemes = (document.Components ??= new OpenApiComponents()).SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        schemes[ApiKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "lgk_live_… or lgk_test_…",
            Description = "An API key of an app of one book.",
        };
        schemes[OAuth] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "A token obtained with an API key: the client id is book/app, the client secret is the key. It is valid for ten minutes.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri(TokenIssuer.TokenAddress, UriKind.Relative),
                    Scopes = new Dictionary<string, string> { ["read"] = "Reads of the book.", ["write"] = "Commands to the book." },
                },
            },
        };
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId is { } id && rights.ByOperation.TryGetValue(id, out var allows))
        {
            var scopes = ScopeNames.Of(Rights.ScopeOf(id, context.Description.HttpMethod!)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var roles = Enum.GetValues<Roles>().Where(role => role != Roles.None && allows.Roles.HasFlag(role))
                .Select(role => role.ToString().ToLowerInvariant());
            operation.Description = $"For the roles {string.Join(", ", roles)}.";
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKey, context.Document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OAuth, context.Document)] = [.. scopes] },
            ];
        }

        return Task.CompletedTask;
    }
}
