using System.Text;
using System.Text.Json;
using Ledger.Kernel;

namespace Ledger.Door.Bulk;

/// <summary>One line of a bulk request: the type and the key come first, and what is left is the body that the command would have alone.</summary>
public sealed record BulkLineRequest(string? Type, string? Key, byte[] Body)
{
    /// <summary>No command's name is longer, or needs more than ASCII; so whatever else is sent as a type is not even echoed.</summary>
    private const int TypeBytesMax = 64;

    private static readonly BulkLineRequest Unknown = new(null, null, []);

    public static BulkLineRequest Read(byte[] line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = JsonEdge.DepthMax });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || Member(ref reader, "type"u8) is not { } type || type.Length > TypeBytesMax
            || !Ascii.IsValid(type))
        {
            return Unknown;
        }

        var rest = (int)reader.BytesConsumed;
        var key = Member(ref reader, "key"u8);
        if (key is not null)
        {
            rest = (int)reader.BytesConsumed;
        }

        return new(type, key, line.AsSpan(rest).TrimStart(" \t\r"u8) switch
        {
            [(byte)',', .. var members] => [(byte)'{', .. members],
            [(byte)'}', ..] and var end => [(byte)'{', .. end],
            _ => throw new JsonException("A comma must follow the type and the key.", "$.type", null, null),
        });
    }

    /// <summary>The value of the next member if it has this name and is a string; the reader goes no further otherwise, as far as its caller looks.</summary>
    private static string? Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var ahead = reader;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.PropertyName || !ahead.ValueTextEquals(name) || !ahead.Read()
            || ahead.TokenType != JsonTokenType.String)
        {
            return null;
        }

        reader = ahead;
        try
        {
            return ahead.GetString();
        }
        catch (InvalidOperationException)
        {
            // Not Unicode, so neither a type nor a key.
            return null;
        }
    }
}
