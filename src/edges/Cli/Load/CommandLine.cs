using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Cli.Load;

/// <summary>A line of the file: its number from one, the byte after it, and its text without the line feed.</summary>
internal sealed record CommandLine(long Number, long EndsAt, byte[] Content)
{
    /// <summary>Name of the command; empty when the line is none.</summary>
    public string Type { get; } = TypeOf(Content);

    /// <summary>
    /// The line with its key. The same line of the same content gets the same key in the same book, in every run: so what was recorded before a crash is
    /// answered as it was then. A book that is opened anew knows no keys.
    /// </summary>
    public Client.Bulk.CommandLine ToSend(LoadState of) =>
        Client.Bulk.CommandLine.WithKey(Content, string.Create(CultureInfo.InvariantCulture, $"load-{of.Sha256[..32]}-{of.Book}-{Number}"));

    /// <summary>Whether a member of the command itself, not of what it lists, is this text.</summary>
    public bool Names(string party)
    {
        using var json = JsonDocument.Parse(Content);
        return json.RootElement.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(party));
    }

    /// <summary>Whether the command says that it is by this party.</summary>
    public bool IsBy(string? party)
    {
        using var json = JsonDocument.Parse(Content);
        return party is not null && json.RootElement.TryGetProperty("by", out var by) && by.ValueKind == JsonValueKind.String && by.ValueEquals(party);
    }

    private static string TypeOf(byte[] line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("type"u8) && reader.Read()
                && reader.TokenType == JsonTokenType.String
                ? Encoding.UTF8.GetString(reader.ValueSpan)
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
