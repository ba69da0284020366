using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Contracts;

/// <summary>A decimal is a number in JSON, as it always was; what no decimal writes exactly is a string: "1/3".</summary>
internal sealed class FractionJson : JsonConverter<Fraction>
{
    public override Fraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDecimal(),
        JsonTokenType.String when Fraction.TryParse(reader.GetString(), out var value) => value,
        _ => throw new JsonException("Must be a number, or a fraction in quotes."),
    };

    public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options)
    {
        if (value.IsDecimal(out var number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
