using System.Text.Json;
using Ledger.Verification.Bundles;

namespace Ledger.Verification.Log;

/// <summary>The lines of <c>heads.jsonl</c>: a size and the note that was signed for it.</summary>
internal static class HeadLines
{
    private const int LineBytesMax = 256 * 1024;

    public static IEnumerable<(long Size, string Note)> Read(Bundle bundle)
    {
        using var lines = new LineReader(Parts.Heads, bundle.Read(Parts.Heads), LineBytesMax);
        while (Next(lines) is { } head)
        {
            yield return head;
        }
    }

    private static (long Size, string Note)? Next(LineReader lines)
    {
        if (!lines.Next(out var line))
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(line);
            return (json.GetProperty("size").GetInt64(), json.GetProperty("note").GetString() ?? throw new JsonException("A note is expected."));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UnreadableException($"Line {lines.Count} of {Parts.Heads} is not a head: {e.Message}", e);
        }
    }
}
