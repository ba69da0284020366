using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Sealing.Disclosures;

/// <summary>
/// A salted disclosure (RFC 9901, 4.2.1): base64url of the JSON array of a salt, a name and a value. The log holds its digest only; who has the text can show
/// what was agreed, and nobody can guess it from the digest, for the salt is as long as a key.
/// </summary>
public sealed record Disclosure
{
    /// <summary>What <c>_sd_alg</c> says.</summary>
    public const string Algorithm = "sha-256";

    private const int SaltBytes = 16;

    // The text is decoded JSON in base64url; nothing in it is ever put into a page unescaped.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Disclosure(string text, string salt, string name, JsonElement value) => (Text, Salt, Name, Value) = (text, salt, name, value);

    /// <summary>The disclosure itself, as it is handed over.</summary>
    public string Text { get; }

    public string Salt { get; }

    public string Name { get; }

    public JsonElement Value { get; }

    /// <summary>What stands for it among the digests of its object.</summary>
    public string Digest => DigestOf(Text);

    /// <summary>Of a value that is disclosed under a salt of its own.</summary>
    public static Disclosure New(string name, string value)
    {
        var salt = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltBytes));
        return Parse(Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string[]>([salt, name, value], Plain)));
    }

    /// <summary>Base64url of the SHA-256 of the disclosure's characters, whatever it holds (RFC 9901, 4.2.3).</summary>
    public static string DigestOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    /// <exception cref="FormatException">It is no disclosure of a member.</exception>
    public static Disclosure Parse(string text)
    {
        var bytes = Decode(text);
        try
        {
            var array = JsonElement.Parse(bytes);
            if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() != 3 || array[0].ValueKind != JsonValueKind.String
                || array[1].ValueKind != JsonValueKind.String)
            {
                throw new FormatException("A disclosure is an array of a salt, a name and a value.");
            }

            // Names that mean digests themselves would let one disclosure bring in others (RFC 9901, 7.1).
            return array[1].GetString() is { } name and not ("_sd" or "...")
                ? new(text, array[0].GetString()!, name, array[2])
                : throw new FormatException("A disclosure names a member, not digests.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("A disclosure is base64url of JSON.", e);
        }
    }

    /// <summary>Without padding and without bits left over: a text has one spelling.</summary>
    private static byte[] Decode(string text)
    {
        if (text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is var bytes
            && Base64Url.EncodeToString(bytes) == text)
        {
            return bytes;
        }

        throw new FormatException($"'{StrictText.Short(text)}' is not base64url.");
    }
}
