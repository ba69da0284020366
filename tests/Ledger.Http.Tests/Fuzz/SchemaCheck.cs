using System.Globalization;
using System.Text.Json;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>
/// The part of JSON Schema (2020-12) that the document uses. A keyword that is not known here is an error, so that none is passed over in silence.
/// </summary>
internal sealed class SchemaCheck(ApiDocument document)
{
    private static readonly HashSet<string> Known =
        ["type", "format", "properties", "required", "additionalProperties", "items", "enum", "oneOf", "$ref", "description", "default"];

    /// <summary>What is wrong with the value, each with a pointer to where.</summary>
    public IEnumerable<string> Errors(JsonElement schema, JsonElement value, string at = "")
    {
        schema = document.Follow(schema).Schema;
        var unknown = schema.EnumerateObject().Select(keyword => keyword.Name).Except(Known).Select(keyword => $"{at}: the schema's {keyword} is not checked");
        return [.. unknown, .. OneOf(schema, value, at), .. Types(schema, value, at), .. Formats(schema, value, at), .. Enums(schema, value, at),
            .. Members(schema, value, at), .. Items(schema, value, at)];
    }

    /// <summary>Where all but one are <c>null</c>, and the value is not, what is wrong with that one is told.</summary>
    private IEnumerable<string> OneOf(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("oneOf", out var several))
        {
            return [];
        }

        var likely = several.EnumerateArray().Where(one => one.TextOrNull("type") == "null" == (value.ValueKind == JsonValueKind.Null)).ToList();
        return likely.Count == 1 ? Errors(likely[0], value, at)
            : likely.Count(one => !Errors(one, value, at).Any()) == 1 ? [] : [$"{at}: {Short(value)} is not one of what is described"];
    }

    private static IEnumerable<string> Types(JsonElement schema, JsonElement value, string at) =>
        schema.TryGetProperty("type", out var type) && !TypesIn(type).Any(name => IsOf(name, value)) ? [$"{at}: {Short(value)} is not of type {type}"] : [];

    private static IEnumerable<string?> TypesIn(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()) : [type.GetString()];

    private static bool IsOf(string? type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        _ => false,
    };

    private static IEnumerable<string> Formats(JsonElement schema, JsonElement value, string at) =>
        schema.TryGetProperty("format", out var format) && !IsWellFormed(format.GetString(), value)
        ? [$"{at}: {Short(value)} is not of format {format}"]
        : [];

    private static bool IsWellFormed(string? format, JsonElement value) => (format, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => true,
        ("int32", JsonValueKind.Number) => value.TryGetInt32(out _),
        ("int64", JsonValueKind.Number) => value.TryGetInt64(out _),
        ("double", JsonValueKind.Number) => value.TryGetDouble(out var number) && double.IsFinite(number),
        ("uuid", JsonValueKind.String) => value.TryGetGuid(out _),
        ("date", JsonValueKind.String) => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ("date-time", JsonValueKind.String) => value.GetString()!.Contains('T', StringComparison.Ordinal) && value.TryGetDateTimeOffset(out _),
        _ => false,
    };

    private static IEnumerable<string> Enums(JsonElement schema, JsonElement value, string at) =>
        schema.TryGetProperty("enum", out var values)
            && !values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [$"{at}: {Short(value)} is not in the list"] : [];

    private IEnumerable<string> Members(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value) : [];
        var missing = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!)
            .Where(name => !value.TryGetProperty(name, out _)) : [];
        var isClosed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        return
        [
            .. missing.Select(name => $"{at}/{name}: is missing"),
            .. value.EnumerateObject().Where(member => isClosed && !known.ContainsKey(member.Name)).Select(member => $"{at}/{member.Name}: is not described"),
            .. value.EnumerateObject()
                .SelectMany(member => known.TryGetValue(member.Name, out var described) ? Errors(described, member.Value, $"{at}/{member.Name}") : []),
        ];
    }

    private IEnumerable<string> Items(JsonElement schema, JsonElement value, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items)
        ? value.EnumerateArray().SelectMany((item, i) => Errors(items, item, $"{at}/{i}"))
        : [];

    private static string Short(JsonElement value) => value.GetRawText() is var text && text.Length > 60 ? text[..60] + "…" : text;
}
