using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Cli.Simulate.Commands;

[JsonSerializable(typeof(Command))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    /// <summary>Serials may hold characters that HTML would escape (<c>&amp; &lt; +</c>); in a file of commands they stay readable.</summary>
    public static CommandJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
