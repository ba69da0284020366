using System.Reflection;
using System.Text.Json.Nodes;
using Ledger.Contracts;
using Ledger.Door.Feed;
using Ledger.Kernel;
using Ledger.Store;
using NJsonSchema;

namespace Ledger.Decisions.Tests.Golden;

/// <summary>Goal: the schemas that are served describe what is stored. Method: each golden sample against the schema of its event, whole and spoiled.</summary>
public class Schemas
{
    private static readonly XmlDocs Docs = new();

    public static TheoryData<string> Events => [.. Types.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, Type> Types { get; } = Directory.GetFiles(AppContext.BaseDirectory, "Ledger.*.dll").Select(Assembly.LoadFrom)
        .SelectMany(ContractTypes.In).Where(type => type.IsAssignableTo(typeof(IFact))).Distinct().ToDictionary(ContractTypes.NameOf);

    [Theory]
    [MemberData(nameof(Events))]
    public async Task A_stored_event_fits_its_schema(string name)
    {
        var schema = await SchemaAsync(name);
        Assert.Empty(schema.Validate(Stored(name).ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_without_a_member_that_is_always_there_does_not(string name)
    {
        var schema = await SchemaAsync(name);
        Assert.Contains("occurredAt", schema.RequiredProperties);
        foreach (var member in schema.RequiredProperties)
        {
            var spoiled = Stored(name);
            spoiled.Remove(member);
            Assert.NotEmpty(schema.Validate(spoiled.ToJsonString()));
            spoiled[member] = new JsonArray(new JsonArray());
            Assert.NotEmpty(schema.Validate(spoiled.ToJsonString()));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Every_stored_member_is_described(string name) =>
        Assert.Empty(Stored(name).Select(member => member.Key).Except((await SchemaAsync(name)).ActualProperties.Keys));

    private static Task<JsonSchema> SchemaAsync(string name) => JsonSchema.FromJsonAsync(EventSchemas.Of(Types[name], Docs).ToJsonString());

    private static JsonObject Stored(string name, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, $"{name}.json")))!.AsObject();
}
