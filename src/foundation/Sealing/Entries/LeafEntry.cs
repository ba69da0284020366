using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Sealing.Canonical;

namespace Ledger.Sealing.Entries;

/// <summary>What one leaf of the log covers: a stored event in canonical JSON, with every member in its place. What is null in the row is left out.</summary>
/// <param name="Bytes">At most <see cref="MaxBytes"/>.</param>
/// <param name="Payload">The event's canonical data, where it was too large for the entry and only its hash is inside.</param>
public sealed record LeafEntry(byte[] Bytes, byte[]? Payload)
{
    /// <summary>An entry bundle has 16 bits for a length.</summary>
    public const int MaxBytes = ushort.MaxValue;

    /// <summary>Above it a number is no longer exact in every reader's JSON.</summary>
    private const long MaxNumber = (1L << 53) - 1;

    public Digest Leaf => Digest.OfLeaf(Bytes);

    /// <exception cref="NotCanonicalException">The event cannot be sealed.</exception>
    public static LeafEntry Of(StoredEvent stored)
    {
        var headers = stored.Headers is { IsEmpty: false } given ? CanonicalJson.Of(given.Span) : [];
        var data = CanonicalJson.Of(stored.Data.Span);
        if (data.AsSpan().StartsWith("{\"_sha256\":"u8))
        {
            throw new NotCanonicalException("Data that begins like the digest of data would pass for it.", "/data/_sha256");
        }

        var whole = Write(stored, headers, data);
        if (whole.Length <= MaxBytes)
        {
            return new(whole, null);
        }

        var reduced = Write(stored, headers, Reference(data));
        return reduced.Length <= MaxBytes
            ? new(reduced, data)
            : throw new NotCanonicalException($"Without its data the event has {reduced.Length} bytes; an entry has at most {MaxBytes}.", "");
    }

    /// <summary>What stands in an entry for data that travels beside it.</summary>
    public static byte[] Reference(ReadOnlySpan<byte> canonicalData) =>
        Encoding.ASCII.GetBytes(
            string.Create(
            CultureInfo.InvariantCulture, $$"""{"_sha256":"{{Convert.ToHexStringLower(SHA256.HashData(canonicalData))}}","_size":{{canonicalData.Length}}}"""));

    private static byte[] Write(StoredEvent stored, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> data)
    {
        var output = new ArrayBufferWriter<byte>(headers.Length + data.Length + 512);
        Text(output, "{\"at\":"u8, stored.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        Text(output, ",\"by\":"u8, stored.By);
        Text(output, ",\"cause\":"u8, stored.Cause);
        Text(output, ",\"corr\":"u8, stored.Correlation);
        Raw(output, ",\"data\":"u8, data);
        if (headers.Length > 0)
        {
            Raw(output, ",\"headers\":"u8, headers);
        }

        Text(output, ",\"id\":"u8, stored.Id.ToString("D"));
        Number(output, ",\"seq\":"u8, stored.Position);
        Text(output, ",\"stream\":"u8, stored.Stream);
        Text(output, ",\"tenant\":"u8, stored.Tenant);
        Text(output, ",\"type\":"u8, stored.Type);
        Raw(output, ",\"v\":1,\"version\":"u8, []);
        Number(output, [], stored.Version);
        output.Write("}"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void Raw(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        output.Write(name);
        output.Write(value);
    }

    private static void Number(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, long value) =>
        Raw(output, name, value is >= 0 and <= MaxNumber
            ? Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture))
            : throw new NotCanonicalException($"{value} is not between 0 and 2^53 − 1.", ""));

    private static void Text(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!IsUnicode(value))
        {
            throw new NotCanonicalException("A column's text has half a surrogate pair.", "");
        }

        output.Write(name);
        CanonicalString.Write(output, value);
    }

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var read) != OperationStatus.Done)
            {
                return false;
            }

            text = text[read..];
        }

        return true;
    }
}
