using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledger.Cli.Simulate.Engine;
using Ledger.Client;

namespace Ledger.Cli.Simulate;

/// <summary>Writes the client's commands in the one order of members that a demonstration has had since its first version: a file that is quoted by line must stay
/// the same to the byte.</summary>
internal static class CommandJson
{
    private const string OccurredAt = "occurredAt";

    public static JsonSerializerOptions Options { get; } =
        new(LedgerJson.Options) { TypeInfoResolver = LedgerJson.Options.TypeInfoResolver!.WithAddedModifier(PutProductBeforeQuantity) };

    public static void Write(Utf8JsonWriter json, DatedCommand dated)
    {
        var type = dated.Command.GetType();
        json.WriteStartObject();
        json.WriteString("type", type.Name);
        foreach (var member in Options.GetTypeInfo(type).Properties)
        {
            if (member.Name == OccurredAt || member.Get!(dated.Command) is not { } value) continue;
            json.WritePropertyName(member.Name);
            JsonSerializer.Serialize(json, value, Options.GetTypeInfo(member.PropertyType));
        }

        json.WritePropertyName(OccurredAt);
        JsonSerializer.Serialize(json, dated.OccurredAt, Options.GetTypeInfo(typeof(DateTimeOffset)));
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>C# wants optional parameters last, so the records name a product or family behind the quantity; a reader wants to know first what is counted.</summary>
    private static void PutProductBeforeQuantity(JsonTypeInfo type)
    {
        if (type.Properties.All(member => member.Name != "family")) return;
        foreach (var member in type.Properties.Where(member => member.Name is "quantity" or "count" or "from" or "until" or "dueOn")) member.Order = 1;
    }
}
