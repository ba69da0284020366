using System.Text.Json;
using Ledger.Sealing.Notes;

namespace Ledger.Verification.Traces;

/// <summary>A unit's whole trail as one file: the entries of the events that moved it, a proof for each, and the head that all of them are proven by.</summary>
internal sealed record TraceFile(string Book, string Product, string Serial, string Note, Checkpoint Head, IReadOnlyList<TracedEvent> Events)
{
    public const string Format = "ledger-trace-proof.v1";

    /// <summary>A step of a trail holds ten thousand serials at most, and no unit makes ten thousand steps.</summary>
    public const int BytesMax = 256 * 1024 * 1024;

    public const int EventsMax = 10_000;

    private const int DepthMax = 64;

    /// <exception cref="UnreadableException">It is no such file.</exception>
    public static TraceFile Parse(ReadOnlyMemory<byte> file)
    {
        if (file.Length > BytesMax)
        {
            throw new UnreadableException($"The file has {file.Length} bytes; a trail has at most {BytesMax}.");
        }

        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = DepthMax });
            var json = document.RootElement.Clone();
            if (Text(json, "format") != Format)
            {
                throw new UnreadableException($"The file is of the format {Utf8.Shown(Text(json, "format"))}; {Format} is expected.");
            }

            var events = json.GetProperty("events").EnumerateArray().Select(TracedEvent.Of).ToList();
            var note = Text(json, "checkpoint");
            return events.Count is > 0 and <= EventsMax
                ? new(Text(json, "book"), Text(json, "product"), Text(json, "serial"), note, Checkpoint.Parse(Sealing.Notes.Note.Parse(note).Text), events)
                : throw new UnreadableException($"The file has {events.Count} events; 1 to {EventsMax} are expected.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UnreadableException($"The file is not a unit's trail ({Format}): {e.Message}", e);
        }
    }

    internal static string Text(JsonElement json, string member) => json.GetProperty(member).GetString() ?? throw new FormatException($"{member} is null.");
}

/// <param name="Entry">As it stands in the file; its canonical form is what the leaf is the hash of.</param>
/// <param name="Payload">The event's data, where the entry has only the hash of it.</param>
/// <param name="Proof">c2sp.org/tlog-proof@v1</param>
internal sealed record TracedEvent(long Index, JsonElement Entry, JsonElement? Payload, string Proof)
{
    public static TracedEvent Of(JsonElement json) => new(
        json.GetProperty("index").GetInt64(), json.GetProperty("entry"), json.TryGetProperty("payload", out var payload) ? payload : null,
        TraceFile.Text(json, "proof"));
}
