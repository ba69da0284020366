using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledger.Contracts;
using Ledger.Door.Docs;
using Ledger.Store;

namespace Ledger.Door.Feed;

/// <summary>
/// The JSON schema of every event, made from its record. It describes what is stored: members that are null are left out there, so only what is never null is
/// required, and members that follow from others are not there.
/// </summary>
public sealed class EventSchemas(IEnumerable<LedgerContext> contexts, XmlDocs docs)
{
    private static readonly JsonSerializerOptions Stored = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNotReadBack } },
    };

    private readonly Lazy<SortedDictionary<string, JsonNode>> _byName = new(() => new(
        contexts.SelectMany(context => ContractTypes.In(context.Assembly)).Where(type => type.IsAssignableTo(typeof(IFact)))
            .ToDictionary(ContractTypes.NameOf, type => Of(type, docs)), StringComparer.Ordinal));

    public IReadOnlyCollection<string> Names => _byName.Value.Keys;

    public JsonNode? Find(string contract) => _byName.Value.GetValueOrDefault(contract);

    /// <summary>The schema of one event.</summary>
    public static JsonNode Of(Type type, XmlDocs docs)
    {
        var schema =
            Stored.GetJsonSchemaAsNode(
                type, new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, node) => Describe(context, node, docs) }).AsObject();
        schema.Insert(0, "title", ContractTypes.NameOf(type));
        schema.Insert(0, "$id", $"{SchemaReads.Address}/{ContractTypes.NameOf(type)}");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node, XmlDocs docs)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema.ContainsKey("properties"))
        {
            schema["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(IsAlwaysThere).Select(p => (JsonNode)p.Name)]);
        }

        var means = context.PropertyInfo?.AttributeProvider is PropertyInfo member ? docs.Of(member) : context.Path.IsEmpty ? docs.Of(context.TypeInfo.Type)
            : null;
        if (means is not null)
        {
            schema["description"] = means;
        }

        return schema;
    }

    /// <summary>A member that was added later has a default, and older events do without it.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property) => !property.IsGetNullable && property.AssociatedParameter is { HasDefaultValue: false };

    private static void LeaveOutWhatIsNotReadBack(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.Set is null && p.AssociatedParameter is null).ToList())
        {
            type.Properties.Remove(property);
        }
    }
}
