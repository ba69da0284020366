using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ledger.Client.Outboxes;

/// <summary>
/// A line of the outbox's file: a command that came in, or a key whose outcome is known. A digest in front tells a whole line from a torn one.
/// </summary>
/// <param name="Done">Key whose outcome is known.</param>
internal sealed record OutboxRecord(
    string? Done = null, string? Book = null, string? Type = null, string? Path = null, string? Key = null, byte[]? Body = null, long? IfVersion = null,
    int? WaitSeconds = null, string? Simulate = null)
{
    private const int DigestChars = 16;

    public static OutboxRecord Of(PendingCommand c) => new(null, c.Book, c.Type, c.Path, c.Key, c.Body.ToArray(), c.IfVersion, c.WaitSeconds, c.Simulate);

    public PendingCommand ToCommand() => new(Book!, Type!, Path!, Key!, Body, IfVersion, WaitSeconds, Simulate);

    public byte[] ToLine()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Wire.Info<OutboxRecord>());
        return [.. Encoding.ASCII.GetBytes(DigestOf(json)), (byte)' ', .. json, (byte)'\n'];
    }

    /// <returns>Null when the line is not as it was written.</returns>
    public static OutboxRecord? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length <= DigestChars + 1)
        {
            return null;
        }

        var json = line[(DigestChars + 1)..];
        return line[..DigestChars].SequenceEqual(Encoding.ASCII.GetBytes(DigestOf(json))) ? Wire.TryRead<OutboxRecord>(json) : null;
    }

    private static string DigestOf(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, DigestChars / 2));
}
