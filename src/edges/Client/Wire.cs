using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledger.Client.Contracts;
using Ledger.Client.Feed;

namespace Ledger.Client;

/// <summary>JSON as the ledger reads and writes it: camelCase, ISO times, absent members left out. What a later version adds is not minded.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        // Product ids and serials hold + and &; nothing here is ever put into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new RetryableConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ContractsJson.Default, ClientJson.Default).WithAddedModifier(RequireWhatCannotBeNull),
    };

    public static byte[] Write(ICommand command) => JsonSerializer.SerializeToUtf8Bytes(command, Options.GetTypeInfo(command.GetType()));

    public static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>An answer that lacks a text, a list or an object of its contract is not that answer. Otherwise the lack would show as a null where none is declared.</summary>
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => !member.PropertyType.IsValueType && member.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }))
        {
            member.IsRequired = true;
        }
    }

    /// <returns>Null where the text is not that.</returns>
    public static T? TryRead<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, Info<T>());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Recorded))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Reading.Me))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(LedgerEvent))]
[JsonSerializable(typeof(Bulk.AnsweredLine))]
[JsonSerializable(typeof(Credentials.TokenAnswer))]
[JsonSerializable(typeof(Outboxes.OutboxRecord))]
internal sealed partial class ClientJson : JsonSerializerContext;
