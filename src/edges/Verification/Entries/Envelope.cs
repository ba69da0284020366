using System.Globalization;
using System.Text.Json;

namespace Ledger.Verification.Entries;

/// <summary>The members of an entry, read from its bytes.</summary>
internal ref struct Envelope
{
    public DateTimeOffset At;
    public ReadOnlySpan<byte> Data;
    public Guid Id;
    public long Seq;
    public string Stream;
    public string Tenant;
    public string Type;
    public long Format;
    public long Version;

    /// <exception cref="JsonException">It is not an entry.</exception>
    public static Envelope Read(ReadOnlySpan<byte> entry, Names names)
    {
        var read = new Envelope();
        var json = new Utf8JsonReader(entry);
        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject, "an object");
        ReadOnlySpan<byte> last = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            Expect(name.SequenceCompareTo(last) > 0, "every member once, in their order,");
            last = name;
            if (name.SequenceEqual("at"u8))
            {
                read.At = Time(Next(ref json).GetString());
            }
            else if (name.SequenceEqual("data"u8))
            {
                json.Read();
                var start = (int)json.TokenStartIndex;
                json.Skip();
                read.Data = entry[start..(int)json.BytesConsumed];
            }
            else if (name.SequenceEqual("id"u8))
            {
                read.Id = Next(ref json).GetGuid();
            }
            else if (name.SequenceEqual("seq"u8))
            {
                read.Seq = Number(ref json);
            }
            else if (name.SequenceEqual("stream"u8))
            {
                read.Stream = Text(ref json, names);
            }
            else if (name.SequenceEqual("tenant"u8))
            {
                read.Tenant = Text(ref json, names);
            }
            else if (name.SequenceEqual("type"u8))
            {
                read.Type = Text(ref json, names);
            }
            else if (name.SequenceEqual("v"u8))
            {
                read.Format = Number(ref json);
            }
            else if (name.SequenceEqual("version"u8))
            {
                read.Version = Number(ref json);
            }
            else
            {
                Expect(name.SequenceEqual("by"u8) || name.SequenceEqual("cause"u8) || name.SequenceEqual("corr"u8) || name.SequenceEqual("headers"u8),
                    "only the members of an entry");
                json.Read();
                json.Skip();
            }
        }

        Expect(json.TokenType == JsonTokenType.EndObject && !json.Read() && json.BytesConsumed == entry.Length, "one entry and nothing else");
        Expect(read.Stream is not null && read.Tenant is not null && read.Type is not null && !read.Data.IsEmpty && read.At != default && read.Id != default,
            "every member that is not optional");
        return read;
    }

    private static Utf8JsonReader Next(ref Utf8JsonReader json)
    {
        json.Read();
        Expect(json.TokenType == JsonTokenType.String, "a string");
        return json;
    }

    private static string Text(ref Utf8JsonReader json, Names names)
    {
        json.Read();
        Expect(json.TokenType == JsonTokenType.String, "a string");
        return names[names.Of(ref json)];
    }

    private static long Number(ref Utf8JsonReader json)
    {
        json.Read();
        Expect(json.TokenType == JsonTokenType.Number, "a number");
        return json.TryGetInt64(out var value) ? value : throw new JsonException("A whole number is expected.");
    }

    private static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new JsonException("A time in UTC with six decimals is expected.");

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new JsonException($"{what} is expected.");
        }
    }
}
