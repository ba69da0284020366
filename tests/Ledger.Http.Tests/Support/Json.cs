using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Http.Tests;

/// <summary>Short ways into answers.</summary>
public static partial class Json
{
    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    /// <summary>The member's text; null where it is absent.</summary>
    public static string? TextOrNull(this JsonElement json, string member) => json.TryGetProperty(member, out var value) ? value.GetString() : null;

    public static long Number(this JsonElement json, string member) => json.GetProperty(member).GetInt64();

    /// <summary>A quantity as it is written, be it a number or a decimal string.</summary>
    public static string Figure(this JsonElement json, string member) => json.GetProperty(member).GetRawText().Trim('"');

    public static JsonElement[] List(this JsonElement json, string member) => [.. json.GetProperty(member).EnumerateArray()];

    public static string[] Texts(this JsonElement json, string member) => [.. json.List(member).Select(value => value.GetString()!)];

    /// <summary>Pointers of a refusal with what is wrong there, <c>/serials/1 duplicate-serial</c>.</summary>
    public static string[] Errors(this Reply reply) => [.. reply.Json.List("errors").Select(e => $"{e.Text("pointer")} {e.Text("code")}")];

    /// <summary>An answer without how far it is proven: that goes on while everything else stays as it was first said.</summary>
    public static string ButForItsSeal(this string answer) => Seal().Replace(answer, "");

    [GeneratedRegex(@",""seal"":\{[^}]*\}")]
    private static partial Regex Seal();

    public static string Write(object value) => JsonSerializer.Serialize(value);
}
