using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Bodies with something wrong: a value somewhere in them, a member, or the text as a whole.</summary>
internal static class BrokenBodies
{
    private const string Here = "@@here@@";

    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "-0", "01", "1.5", "1e400", "1E2", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "2147483648",
        "NaN", "\"NaN\"", "Infinity", "\"1\"", "\"\"",
        "\" \"", "\"x\"", "'x'", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\nb\"", "\"\u202Ex\u0301😀\"", "\"..\"", "\"a/b\"", "\"%00\"",
        "\"'; drop table mt_events; --\"", "\"{{7*7}}\"",
        "\"2026-13-45\"", "\"0001-01-01\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2026-01-01\"", "\"2026-02-30T00:00:00Z\"", "\"accepted\"",
        "\"ACCEPTED\"", "[]", "[null]", "[[]]", "{}", "{\"x\":{}}",
        "[{}]", "{\"$type\":\"System.Object\"}", "undefined", "", ",", "\\u0031", "\"\\x41\"", "/**/1", "+1", ".5", "1.", "0x10", "1_000", "true false",
    ];

    private static readonly Gen<string> OddText = Gen.Frequency<string>(
        (20, Gen.OneOf(Odd)),
        (2, Gen.OneOf(65, 501, 2_001, 70_000).Select(length => $"\"{new string('x', length)}\"")),
        (2, Gen.OneOf(14, 17, 64, 5_000).Select(depth => new string('[', depth) + new string(']', depth))),
        (1, Gen.OneOf(14, 17, 5_000).Select(depth => string.Concat(Enumerable.Repeat("{\"x\":", depth)) + "1" + new string('}', depth))),
        (2, Gen.OneOf(501, 10_001).Select(count => $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"N{i}\""))}]")),
        (1, Gen.Const($"[{string.Join(',', Enumerable.Repeat("{\"line\":1}", 501))}]")),
        (1, Gen.String[Gen.Char['\0', '\uFFFF'], 1, 40].Select(text => $"\"{text.Replace("\"", "", StringComparison.Ordinal)}\"")));

    /// <summary>Something odd in place of a value, at any depth.</summary>
    public static Gen<byte[]> Value(string body) => Gen.Select(Gen.Int[0, 10_000], OddText, (where, odd) => Encoding.UTF8.GetBytes(Replaced(body, where, odd)));

    /// <summary>Members that are missing, that nobody knows, or that are there twice: never taken.</summary>
    public static Gen<byte[]> Members(string body, string[] required) => Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 2], (where, how) =>
    {
        var members = JsonNode.Parse(body)!.AsObject();
        // A command may have nothing that must be said.
        var name = members.Count == 0 ? "" : members.ElementAt(where % members.Count).Key;
        switch (members.Count == 0 ? -1 : how)
        {
            case 0 when required.Length > 0:
                members.Remove(required[where % required.Length]);
                return members.ToJsonString();
            case 1:
                return $"{body[..^1]},\"{name}\":{members[name]?.ToJsonString() ?? "null"}}}";
            default:
                members["dryRun"] = true;
                return members.ToJsonString();
        }
    }).Select(Encoding.UTF8.GetBytes);

    /// <summary>What is no JSON object of UTF-8 text: never taken.</summary>
    public static Gen<byte[]> Whole(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Gen.Frequency<byte[]>(
            (4, Gen.Int[0, Math.Max(0, bytes.Length - 2)].Select(length => bytes[..length])),
            (2, Gen.OneOf("x", "{}", ",", "\0", "]", "}", "//", "\u00A0").Select(rest => Encoding.UTF8.GetBytes(body + rest))),
            (2, Gen.OneOf("[]", "null", "true", "1", "\"x\"", "NaN", "", " ", "{", "}", "{]", $"[{body}]", "<xml/>", "a=b&c=d").Select(Encoding.UTF8.GetBytes)),
            (2, Gen.OneOf(Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32)
                .Select(encoding => encoding.GetPreamble().Concat(encoding.GetBytes(body)).ToArray())),
            (1, Gen.Const(new string('[', 100_000)).Select(Encoding.UTF8.GetBytes)),
            (1, Gen.Const(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0 })));
    }

    /// <summary>A byte that is no UTF-8, anywhere; and a mark at the start, which some programs cannot help writing.</summary>
    public static Gen<byte[]> Encoded(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Gen.Frequency<byte[]>(
            (3, Gen.Select(
                Gen.Int[0, bytes.Length], Gen.OneOf((byte)0xFF, (byte)0xC3, (byte)0xED, (byte)0x80), (at, odd) =>
                    bytes[..at].Append(odd).Concat(bytes[at..]).ToArray())),
            (1, Gen.Const(Encoding.UTF8.GetPreamble().Concat(bytes).ToArray())));
    }

    private static string Replaced(string body, int where, string odd)
    {
        var root = JsonNode.Parse(body)!;
        var places = Places(root).ToList();
        if (places.Count == 0)
        {
            return odd;
        }

        places[where % places.Count].ReplaceWith(Here);
        return root.ToJsonString().Replace($"\"{Here}\"", odd, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(value => Places(value).Prepend(value)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(value => Places(value).Prepend(value)),
        _ => [],
    };
}
