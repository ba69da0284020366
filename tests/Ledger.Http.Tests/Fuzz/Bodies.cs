using System.Text.Json;
using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Bodies that are valid by the document's schemas, of values that mostly are in the book.</summary>
internal sealed class Bodies(ApiDocument document, Vocabulary words)
{
    /// <summary>JSON text of what an operation takes.</summary>
    public Gen<string> Of(ApiOperation operation) => Value(operation.Id, operation.Body!.Value.Schema).Select(text => text!);

    private Gen<string?> Value(string owner, JsonElement schema)
    {
        var (followed, name) = document.Follow(schema);
        if (followed.TryGetProperty("oneOf", out var several))
        {
            return Value(owner, several.EnumerateArray().First(one => one.TextOrNull("type") != "null"));
        }

        return followed.TryGetProperty("enum", out var values)
            ? Gen.OneOf(values.EnumerateArray().Select(value => (string?)value.GetRawText()).ToArray())
            : OfType(name ?? owner, followed);
    }

    private Gen<string?> OfType(string owner, JsonElement schema) => TypeOf(schema) switch
    {
        "object" => Object(owner, schema),
        "array" => schema.TryGetProperty("items", out var items) ? Value(owner, items).Array[1, 1]
            .Select(all => (string?)$"[{string.Join(',', all)}]") : Chance.Raw("[]"),
        "string" => (schema.TextOrNull("format") switch
        {
            "date" => Gen.DateOnly[new(2026, 1, 1), new(2027, 12, 31)].Select(date => date.ToString("O")),
            "date-time" => Gen.DateOnly[new(2026, 1, 1), new(2026, 11, 1)].Select(date => $"{date:O}T08:00:00Z"),
            _ => Chance.Number("x"),
        }).Select(text => (string?)JsonSerializer.Serialize(text)),
        "integer" => Gen.Int[1, 20].Select(number => (string?)$"{number}"),
        "boolean" => Chance.Raw("true", "false"),
        _ => Chance.Raw("1"),
    };

    private Gen<string?> Object(string owner, JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return Chance.Raw("{}");
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        var members = properties.EnumerateObject()
            .Select(member => Member(owner, member, required.Contains(member.Name)).Select(text => text is null ? null : $"\"{member.Name}\":{text}"));
        return Chance.All(members).Select(all => (string?)$"{{{string.Join(',', all.OfType<string>())}}}");
    }

    /// <summary>Now and then something else of the same type than what the book knows.</summary>
    private Gen<string?> Member(string owner, JsonProperty member, bool isRequired) => (words.Member(owner, member.Name), isRequired) switch
    {
        ({ } known, _) => known.Mostly(60, Value(owner, member.Value)),
        (null, true) => Value(owner, member.Value),
        (null, false) => Value(owner, member.Value).Seldom(),
    };

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.String ? type.GetString() : type.EnumerateArray().Select(name => name.GetString()).First(name => name != "null");
}
