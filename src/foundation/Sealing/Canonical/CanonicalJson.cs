using System.Buffers;
using System.Text.Json;

namespace Ledger.Sealing.Canonical;

/// <summary>
/// Canonical JSON (RFC 8785) that loses nothing: a number that the form would round, a member that is there twice
/// and half a surrogate pair are refused. Two texts with the same canonical bytes say the same.
/// </summary>
public static class CanonicalJson
{
    /// <summary>As deep as the serializer of the ledger reads.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <exception cref="NotCanonicalException">The text is no JSON, or has no lossless canonical form.</exception>
    public static byte[] Of(ReadOnlySpan<byte> utf8Json)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(utf8Json.Length, 16));
        var place = new Place();
        try
        {
            var reader = new Utf8JsonReader(utf8Json, Strict);
            reader.Read();
            Value(ref reader, output, place);
            reader.Read();
        }
        catch (JsonException bad)
        {
            throw new NotCanonicalException(
                $"This is not JSON of at most {MaxDepth} levels (byte {bad.BytePositionInLine} of line {bad.LineNumber}).", place.ToString());
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Value(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output, Place place)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Members(ref reader, output, place);
                break;
            case JsonTokenType.StartArray:
                Elements(ref reader, output, place);
                break;
            case JsonTokenType.String:
                CanonicalString.Write(output, Text(ref reader, place));
                break;
            case JsonTokenType.Number:
                if (!CanonicalNumber.TryWrite(output, reader.ValueSpan))
                {
                    throw new NotCanonicalException(
                        "This number is not exactly a double's decimal text; a number with more digits is written as a string.", place.ToString());
                }

                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private static void Elements(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output, Place place)
    {
        output.Write("["u8);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index > 0)
            {
                output.Write(","u8);
            }

            place.Enter(null, index);
            Value(ref reader, output, place);
            place.Leave();
        }

        output.Write("]"u8);
    }

    private static void Members(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output, Place place)
    {
        var values = new ArrayBufferWriter<byte>();
        var members = new List<(string Name, Range Value)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader, place);
            var start = values.WrittenCount;
            reader.Read();
            place.Enter(name, 0);
            Value(ref reader, values, place);
            place.Leave();
            members.Add((name, start..values.WrittenCount));
        }

        members.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                {
                    place.Enter(members[i].Name, 0);
                    throw new NotCanonicalException("This member is there twice.", place.ToString());
                }

                output.Write(","u8);
            }

            CanonicalString.Write(output, members[i].Name);
            output.Write(":"u8);
            output.Write(values.WrittenSpan[members[i].Value]);
        }

        output.Write("}"u8);
    }

    private static string Text(ref Utf8JsonReader reader, Place place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new NotCanonicalException("This text is not Unicode: it has half a surrogate pair, or bytes that are not UTF-8.", place.ToString());
        }
    }
}
