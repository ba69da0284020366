using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Contracts;

namespace Ledger.Kernel;

/// <summary>The bytes of what a command says, whatever bytes it was sent as.</summary>
public static class Said
{
    private static readonly JsonSerializerOptions Alike = new(JsonEdge.Options);

    static Said()
    {
        Alike.Converters.Insert(0, new InUtc());
        Alike.Converters.Insert(0, new InOrder());
    }

    /// <summary>
    /// What a command says, with its confidential member as a code under the secret: the same for the same content, and nothing else. A time is the same with
    /// another offset, and a list of serials in another order.
    /// </summary>
    /// <param name="secret">Null where the command has nothing confidential in it.</param>
    public static byte[] By(ICommand command, byte[]? secret) => By(command, secret, Alike);

    /// <summary>The same as earlier builds wrote it: with each time in the offset and each list in the order in which they were told.</summary>
    public static byte[] AsToldBy(ICommand command, byte[]? secret) => By(command, secret, JsonEdge.Options);

    private static byte[] By(ICommand command, byte[]? secret, JsonSerializerOptions options)
    {
        if (ConfidentialMember.Of(command) is null)
        {
            return JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), options);
        }

        var (said, name) = (JsonSerializer.SerializeToNode(command, command.GetType(), options)!.AsObject(), ConfidentialMember.NameOf(command.GetType()));
        var confidential = JsonSerializer.SerializeToUtf8Bytes(said[name], JsonEdge.Options);
        said[name] = JsonValue.Create(secret is null ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(secret, confidential)));
        return JsonSerializer.SerializeToUtf8Bytes(said, JsonEdge.Options);
    }

    private sealed class InUtc : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime());
    }

    /// <summary>Lists of texts in commands are sets: serials, and the roles of a party.</summary>
    private sealed class InOrder : JsonConverter<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var text in value.Order(StringComparer.Ordinal))
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }
}
