using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.Verification.Views;

/// <summary>
/// A unit under 128 bits of a SHA-256 over its product's number and its serial: millions of units must fit into memory, and nobody must be able to make two of
/// them meet.
/// </summary>
internal readonly record struct UnitKey(ulong High, ulong Low)
{
    private const int SerialBytesMax = 512;

    public static UnitKey Of(int product, ReadOnlySpan<byte> serial)
    {
        if (serial.Length > SerialBytesMax)
        {
            throw new JsonException($"A serial has at most {SerialBytesMax} bytes.");
        }

        Span<byte> text = stackalloc byte[sizeof(int) + SerialBytesMax];
        BinaryPrimitives.WriteInt32LittleEndian(text, product);
        serial.CopyTo(text[sizeof(int)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(sizeof(int) + serial.Length)], hash);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }

    public static UnitKey Of(int product, ref Utf8JsonReader serial)
    {
        if (serial.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A serial is a string.");
        }

        if (!serial.ValueIsEscaped)
        {
            return Of(product, serial.ValueSpan);
        }

        Span<byte> text = stackalloc byte[SerialBytesMax];
        return serial.ValueSpan.Length <= SerialBytesMax ? Of(product, text[..serial.CopyString(text)])
            : throw new JsonException($"A serial has at most {SerialBytesMax} bytes.");
    }
}
