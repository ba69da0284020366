using System.Reflection;
using System.Text.Json.Nodes;
using Ledger.Contracts;
using Ledger.Door.Bulk;
using Ledger.Door.Commands;
using Ledger.Door.Docs;
using Ledger.Door.Reads;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Door.OpenApi;

/// <summary>What every command and every read says of itself: its name, its context, and the parameters that its signature does not show.</summary>
internal sealed class OperationDocs(XmlDocs docs) : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var (method, command, read) =
            (ApiAnswers.MethodOf(context.Description), ApiAnswers.CommandOf(context.Description), ApiAnswers.ReadOf(context.Description));
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(method), context.Document) };
        operation.OperationId = command?.Name ?? operation.OperationId;
        operation.Summary = command is null ? docs.Of(method) : docs.Of(command);
        operation.Description = null;
        foreach (var (name, type, means) in ReadParameters.Of(method.GetCustomAttributes()) ?? [])
        {
            await AddAsync(ParameterLocation.Query, name, type, means);
        }

        if (command is not null)
        {
            await AddAsync(
                ParameterLocation.Header, Idempotency.Header, typeof(string),
                "A new key for each new command. To repeat a command, send the same key with the same bytes.", isRequired: true);
            await AddAsync(
                ParameterLocation.Header, "If-Match", typeof(string),
                "The version that the command is based on, such as \"v12\"; the command is refused when the version has changed.");
            ((OpenApiMediaType)operation.RequestBody!.Content!.Values.Single()).Example = JsonNode.Parse(command.GetCustomAttribute<SampleAttribute>()!.Body);
        }

        if (read is null)
        {
            await AddAsync(
                ParameterLocation.Header, "Prefer", typeof(string),
                $"wait=N: waits up to N seconds ({Prefer.SecondsMax} at most) for the decision on an order; wait=sealed, wait=countersigned: waits until "
                + $"it is proven that far, {Prefer.SealSecondsMax} seconds at most.");
        }

        if (read is null && command is null)
        {
            await AddAsync(ParameterLocation.Path, "book", typeof(string), "The book that the commands are for.", isRequired: true);
            var line = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A command with its type as the first member, one a line." };
            operation.RequestBody =
                new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType> { [BulkEndpoint.ContentType] = new() { Schema = line } }
                };
        }

        if (read?.Takes is { } takes)
        {
            var text = new OpenApiSchema { Type = JsonSchemaType.String };
            operation.RequestBody =
                new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [takes] = new() { Schema = text } } };
        }

        async Task AddAsync(ParameterLocation where, string name, Type type, string means, bool isRequired = false) =>
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                In = where,
                Name = name,
                Description = means,
                Required = isRequired,
                Schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken),
            });
    }

    /// <summary>The context; what the platform itself serves is the ledger's.</summary>
    private static string TagOf(MethodInfo method) =>
        method.DeclaringType!.Assembly == typeof(OperationDocs).Assembly ? "Ledger" : method.DeclaringType.Assembly.GetName().Name!.Split('.')[^1];
}
