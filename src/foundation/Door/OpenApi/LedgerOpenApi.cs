using Ledger.Door.Docs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Ledger.Door.OpenApi;

/// <summary>The API's description (OpenAPI 3.1) and the page that shows it. Neither reaches out to any other machine.</summary>
public static class LedgerOpenApi
{
    /// <summary>Name of the document, by which contexts add to it.</summary>
    public const string Document = "v1";

    private const string Title = "Ledger";
    private const string About = """
        A supply-chain ledger for hardware deals: commands are recorded as events, and everything that is read follows from them. Commands are posted to a book,
        one at a time or as JSON lines. What is refused comes back as a problem (RFC 9457) whose code is explained under `/problems`.
        """;

    public static IServiceCollection AddLedgerOpenApi(this IServiceCollection services) =>
        services.AddSingleton<XmlDocs>().AddSingleton<IApiDescriptionProvider, ApiAnswers>().AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer<OperationDocs>();
        options.AddOperationTransformer<ReadDocs>();
        options.AddSchemaTransformer<SchemaDocs>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = Title, Description = About.ReplaceLineEndings(" ").Trim(), Version = "1.0" };
            var used = document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags!).Select(tag => tag.Name!)
                .ToHashSet();
            document.Tags = new HashSet<OpenApiTag>(used.Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }));
            return Task.CompletedTask;
        });
    });

    public static void MapLedgerOpenApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(
            "/docs",
            page => page.WithTitle(Title).HideDeveloperTools().DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().WithNonce());
    }
}
