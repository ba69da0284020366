using System.Text.Json;
using Ledger.Kernel;

namespace Ledger.Door.Requests;

/// <summary>Entries of lists are never null. The serializer checks members against their types, but not what is in a list.</summary>
internal static class ListEntries
{
    /// <exception cref="JsonException">Some list holds a null.</exception>
    public static void RefuseNulls(ReadOnlySpan<byte> json)
    {
        // The serializer skips a byte order mark; the reader would not.
        var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json, new JsonReaderOptions { MaxDepth = JsonEdge.DepthMax });
        Span<bool> isList = stackalloc bool[JsonEdge.DepthMax + 1];
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    isList[reader.CurrentDepth + 1] = reader.TokenType == JsonTokenType.StartArray;
                    break;
                case JsonTokenType.Null when isList[reader.CurrentDepth]:
                    throw new JsonException("List entries must not be null.");
            }
        }
    }
}
