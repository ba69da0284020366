using System.Text.Json;

namespace Ledger.Client.Bulk;

/// <summary>A line of a bulk request: a command as JSON, with its type as the first member and its key as the second.</summary>
/// <param name="Json">The line without its line feed.</param>
public sealed record CommandLine(ReadOnlyMemory<byte> Json)
{
    /// <summary>Makes a line of a command's own bytes, which it repeats exactly.</summary>
    public static CommandLine Of(string type, string key, ReadOnlySpan<byte> body)
    {
        var members = body.TrimStart(" \t\r\n"u8)[1..];
        byte[] head = [.. "{\"type\":"u8, .. Quoted(type), .. ",\"key\":"u8, .. Quoted(key)];
        return new((byte[])[.. head, .. members.TrimStart(" \t\r\n"u8) is [(byte)'}', ..] ? ""u8 : ","u8, .. members]);
    }

    /// <summary>
    /// Gives a line of a file its key, behind its type. A line that has one keeps it, and one without a type is left for the ledger to refuse.
    /// </summary>
    public static CommandLine WithKey(ReadOnlyMemory<byte> line, string key)
    {
        try
        {
            var reader = new Utf8JsonReader(line.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals("type"u8) || !reader.Read()
                || reader.TokenType != JsonTokenType.String)
            {
                return new(line);
            }

            var behindType = (int)reader.BytesConsumed;
            return reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("key"u8)
                ? new(line)
                : new((byte[])[.. line.Span[..behindType], .. ",\"key\":"u8, .. Quoted(key), .. line.Span[behindType..]]);
        }
        catch (JsonException)
        {
            return new(line);
        }
    }

    private static byte[] Quoted(string text) => JsonSerializer.SerializeToUtf8Bytes(text, Wire.Info<string>());
}
