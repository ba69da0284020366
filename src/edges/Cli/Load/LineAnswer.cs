using System.Text.Json;

namespace Ledger.Cli.Load;

/// <summary>What the ledger says to one line: accepted (an order may still have been refused by the agreement), or a problem with a code.</summary>
internal sealed record LineAnswer(string Type, int Status, string? Problem, string? Title, bool Retryable, string? OrderRefused)
{
    public bool Accepted => Problem is null;

    public static LineAnswer Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var status = root.GetProperty("status").GetInt32();
        var type = Text(root, "type") ?? "?";
        if (root.TryGetProperty("problem", out var problem))
        {
            // "same-key" is as good as "yes" here: the same line is posted again, and no key is in play.
            var retryable = Text(problem, "retryable") is "yes" or "same-key";
            return new(type, status, Text(problem, "code") ?? $"http-{status}", Text(problem, "detail") ?? Text(problem, "title"), retryable, null);
        }

        return new(type, status, null, null, false, Refusal(root));
    }

    private static string? Refusal(JsonElement root) =>
        root.TryGetProperty("answer", out var answer) && answer.TryGetProperty("order", out var order) && Text(order, "status") == "refused"
            ? Text(order, "reason") ?? "refused"
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
