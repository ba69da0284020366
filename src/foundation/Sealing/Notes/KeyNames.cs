using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Sealing.Notes;

/// <summary>What a key signs, by the type byte in its texts.</summary>
public enum KeyKind : byte
{
    /// <summary>A log's checkpoints: Ed25519 over the note's text.</summary>
    Log = 1,

    /// <summary>A witness's cosignature/v1: Ed25519 over a time and the note's text.</summary>
    Cosigner = 4,
}

internal static class KeyNames
{
    private const int MaxLength = 256;

    /// <summary>No spaces and no plus: both separate the parts of a line.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxLength && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c == '+');

    public static string Checked(string name) =>
        IsName(name) ? name : throw new FormatException($"'{StrictText.Short(name)}' is not a key's name: 1 to {MaxLength} characters without spaces and '+'.");

    public static uint Id(string name, KeyKind kind, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. StrictText.Encode(name), (byte)'\n', (byte)kind, .. publicKey]));

    /// <summary>The parts of <c>name+hex+base64</c>; the Base64 may have plus signs of its own.</summary>
    public static (string Name, string Id, KeyKind Kind, byte[] Key) Split(string text)
    {
        if (text.Length > 2 * MaxLength || text.Split('+', 3) is not [var name, var id, var rest])
        {
            throw new FormatException("A key has the form name+id+base64.");
        }

        return StrictText.Base64(rest) is [1 or 4, ..] bytes && bytes.Length == 33
            ? (Checked(name), id, (KeyKind)bytes[0], bytes[1..])
            : throw new FormatException($"The key of '{StrictText.Short(name)}' is not one of Ed25519 (33 bytes, of type 1 or 4).");
    }
}
