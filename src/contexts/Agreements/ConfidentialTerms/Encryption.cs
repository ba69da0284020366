using System.Security.Cryptography;
using System.Text;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>
/// AES-256-GCM: a nonce of its own, then the text, then the tag. What it belongs to is authenticated with it, so that no row can stand for another.
/// </summary>
internal static class Encryption
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plain, string whose)
    {
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(whose));
        return bytes;
    }

    /// <returns>Null when it is not what was encrypted under this key for this.</returns>
    public static byte[]? Decrypt(byte[] key, ReadOnlySpan<byte> encrypted, string whose)
    {
        if (encrypted.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[encrypted.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(encrypted[..NonceBytes], encrypted[NonceBytes..^TagBytes], encrypted[^TagBytes..], plain, Encoding.UTF8.GetBytes(whose));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
