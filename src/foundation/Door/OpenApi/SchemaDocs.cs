using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ledger.Contracts;
using Ledger.Door.Docs;
using Ledger.Kernel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Door.OpenApi;

/// <summary>What schemas say beyond what the framework finds in the types.</summary>
internal sealed class SchemaDocs(XmlDocs docs) : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var (type, property) = (context.JsonTypeInfo.Type, context.JsonPropertyInfo);
        if (type == typeof(string) && schema.Type is null)
        {
            // Strings, like times below, have a converter of their own, whose outcome the framework cannot know.
            schema.Type = property is { IsGetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }

        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset) && schema.Type is null)
        {
            schema.Type = property is { IsGetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format = "date-time";
        }

        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(Fraction))
        {
            // What a decimal writes exactly is a number, everything else a string such as "1/3".
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String;
        }

        if (context.JsonTypeInfo.ElementType == typeof(string))
        {
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (context.JsonTypeInfo.ElementType is { IsEnum: true } words)
        {
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String, Enum = NamesOf(words) };
        }

        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } names && type != typeof(Retryable))
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = NamesOf(names);
        }
        else if (schema.Enum is { Count: > 0 })
        {
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            // What is null is left out of an answer, so it cannot be promised; and no command asks for a member that may be null.
            schema.Required?.ExceptWith(context.JsonTypeInfo.Properties.Where(member => member.IsGetNullable).Select(member => member.Name));
        }

        if (property is null)
        {
            schema.Description ??= type.Assembly.GetName().Name!.StartsWith("Ledger.", StringComparison.Ordinal) && !type.IsGenericType ? docs.Of(type) : null;
        }
        else if (IsPlain(context.JsonTypeInfo) && property.AttributeProvider is PropertyInfo member)
        {
            // A member whose type has a schema of its own shares that schema, and its description with it.
            schema.Description ??= docs.Of(member);
        }

        return Task.CompletedTask;
    }

    private static List<JsonNode> NamesOf(Type names) => [.. Enum.GetNames(names).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))];

    private static bool IsPlain(JsonTypeInfo info) => info.Kind != JsonTypeInfoKind.Object && !(Nullable.GetUnderlyingType(info.Type) ?? info.Type).IsEnum;
}
