using System.Security.Cryptography;

namespace Ledger.Sealing;

/// <summary>A SHA-256 hash in the tree (RFC 6962, section 2.1): leaves and nodes are hashed differently, so that one can never pass for the other.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    public const int Size = 32;

    private readonly byte[]? _bytes;

    private Digest(byte[] bytes) => _bytes = bytes;

    /// <summary>Root of a tree without leaves.</summary>
    public static Digest Empty { get; } = new(SHA256.HashData([]));

    public ReadOnlySpan<byte> Bytes => _bytes ?? throw new InvalidOperationException("This digest was never set.");

    public static Digest OfLeaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        return new(hash.GetHashAndReset());
    }

    public static Digest OfNode(Digest left, Digest right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Size)];
        both[0] = 1;
        left.Bytes.CopyTo(both[1..]);
        right.Bytes.CopyTo(both[(1 + Size)..]);
        return new(SHA256.HashData(both));
    }

    public static Digest Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(bytes.ToArray()) : throw new FormatException($"A digest has {Size} bytes, not {bytes.Length}.");

    /// <exception cref="FormatException">It is not the Base64 of 32 bytes.</exception>
    public static Digest Parse(string base64) => Read(StrictText.Base64(base64));

    public override string ToString() => Convert.ToBase64String(Bytes);

    public bool Equals(Digest other) => Bytes.SequenceEqual(other.Bytes);

    public override int GetHashCode() => BitConverter.ToInt32(Bytes);

    public int CompareTo(Digest other) => Bytes.SequenceCompareTo(other.Bytes);
}
