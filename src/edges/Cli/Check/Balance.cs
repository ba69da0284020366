using System.Text.Json;

namespace Ledger.Cli.Check;

/// <summary>One balance in the ledger's answer: whatever says <c>holds</c>, with everything else it says as evidence.</summary>
internal sealed record Balance(string Name, bool Holds, string Evidence)
{
    public static IReadOnlyList<Balance> In(JsonElement answer) => [.. Find("balance", answer)];

    private static IEnumerable<Balance> Find(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Find(member.Name, member.Value)) is var inner && inner.Any()
            ? inner
            : Of(name, element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Find(name, item)),
        _ => [],
    };

    private static IEnumerable<Balance> Of(string name, JsonElement element)
    {
        if (!element.TryGetProperty("holds", out var holds) || holds.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) yield break;
        if (element.TryGetProperty("name", out var own)) name = own.ToString();
        var evidence = element.EnumerateObject()
            .Where(member => member.Name is not ("holds" or "name"))
            .Select(member => $"{member.Name}: {member.Value}");
        yield return new Balance(name, holds.GetBoolean(), string.Join(", ", evidence));
    }
}
