using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Platform.Http;

/// <summary>Says in OpenAPI what strings and names are: their converters are our own, so it cannot be told from them.</summary>
internal static class OpenApiTypes
{
    public static Task Name(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(string) || type.IsEnum)
        {
            var isOptional = context.JsonPropertyInfo?.AssociatedParameter?.IsNullable ?? false;
            schema.Type = isOptional ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }

        if (type.IsEnum)
        {
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))];
        }

        return Task.CompletedTask;
    }
}
