using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Keys;

[JsonSerializable(typeof(KeyView))]
internal sealed partial class KeyListJson : JsonSerializerContext
{
    /// <summary>As the ledger writes it.</summary>
    public static KeyListJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });
}
