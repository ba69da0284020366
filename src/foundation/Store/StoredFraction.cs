using System.Globalization;
using Ledger.Contracts;
using Newtonsoft.Json;

namespace Ledger.Store;

/// <summary>Documents hold fractions as answers do: a number where a decimal is exact, as in every document so far, else a string.</summary>
internal sealed class StoredFraction : JsonConverter<Fraction>
{
    public override void WriteJson(JsonWriter writer, Fraction value, JsonSerializer serializer)
    {
        if (value.IsDecimal(out var number))
        {
            writer.WriteValue(number);
        }
        else
        {
            writer.WriteValue(value.ToString());
        }
    }

    public override Fraction ReadJson(JsonReader reader, Type objectType, Fraction existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        reader.Value is string text ? Fraction.Parse(text) : Convert.ToDecimal(reader.Value, CultureInfo.InvariantCulture);
}
