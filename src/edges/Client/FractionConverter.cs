using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Client;

/// <summary>A number where six decimals are exact, else a string.</summary>
internal sealed class FractionConverter : JsonConverter<Fraction>
{
    public override Fraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.Number => Fraction.Parse(reader.GetDecimal().ToString(CultureInfo.InvariantCulture)),
                JsonTokenType.String => Fraction.Parse(reader.GetString()!),
                _ => throw new JsonException("A number or a fraction in quotes is expected."),
            };
        }
        catch (FormatException e)
        {
            throw new JsonException("A number or a fraction in quotes is expected.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options)
    {
        if (value.IsDecimal)
        {
            writer.WriteNumberValue(value.ToDecimal());
        }
        else
        {
            writer.WriteStringValue(value.ToString());
        }
    }
}
