using System.Text.Json;

namespace Ledger.Verification.Views;

/// <summary>
/// What an event's data says besides its movements: the members that are no lists, and the numbers of the lines and receipts that it speaks of.
/// </summary>
internal sealed class Members
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Members()
    {
    }

    public DateTimeOffset OccurredAt { get; private set; }

    public IReadOnlyList<string> Lines { get; private set; } = [];

    public IReadOnlyList<string> Receipts { get; private set; } = [];

    /// <exception cref="JsonException">The event does not say it.</exception>
    public string this[string name] => _values.TryGetValue(name, out var value) ? value : throw new JsonException($"It has no {name}.");

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Steps that made room for what the event adds.</summary>
    public IReadOnlyList<string> After { get; private set; } = [];

    public static Members Of(ReadOnlySpan<byte> data)
    {
        var members = new Members();
        var json = new Utf8JsonReader(data);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.String when name == "occurredAt":
                    members.OccurredAt = json.GetDateTimeOffset();
                    break;
                case JsonTokenType.String:
                    members._values[name] = json.GetString()!;
                    break;
                case JsonTokenType.Number:
                    members._values[name] = System.Text.Encoding.UTF8.GetString(json.ValueSpan);
                    break;
                case JsonTokenType.StartObject when name == "consent":
                    members._values[name] = JsonElement.ParseValue(ref json).GetProperty("proposal").GetRawText();
                    break;
                case JsonTokenType.StartArray when name == "lines":
                    members.Lines = [.. JsonElement.ParseValue(ref json).EnumerateArray().Select(line => line.GetProperty("line").GetRawText())];
                    break;
                case JsonTokenType.StartArray when name == "receipts":
                    members.Receipts = [.. JsonElement.ParseValue(ref json).EnumerateArray().Select(receipt => receipt.GetString()!)];
                    break;
                case JsonTokenType.StartArray when name == "after":
                    members.After = [.. JsonElement.ParseValue(ref json).EnumerateArray().Select(step => step.GetString()!)];
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return members;
    }
}
