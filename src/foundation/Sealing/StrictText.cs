using System.Globalization;
using System.Text;

namespace Ledger.Sealing;

/// <summary>Texts that are signed have one spelling each: what decodes to the same value but is written otherwise is refused.</summary>
public static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <exception cref="FormatException">A text with half a surrogate pair has no UTF-8.</exception>
    public static byte[] Encode(string text)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new FormatException("The text has half a surrogate pair.");
        }
    }

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("The text is not UTF-8.");
        }
    }

    /// <summary>Base64 with its padding and nothing else: no spaces, no bits left over.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static byte[] Base64(string text)
    {
        if (text.Length % 4 == 0)
        {
            var bytes = new byte[text.Length / 4 * 3];
            if (Convert.TryFromBase64String(text, bytes, out var written) && Convert.ToBase64String(bytes, 0, written) == text)
            {
                return bytes[..written];
            }
        }

        throw new FormatException($"'{Short(text)}' is not Base64.");
    }

    /// <summary>A whole number of 0 or more in decimal digits, without a sign and without leading zeros.</summary>
    /// <exception cref="FormatException">It is not that, or over 2^63 − 1.</exception>
    public static long Number(string text) =>
        text.Length is > 0 and <= 19 && (text[0] != '0' || text.Length == 1)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{Short(text)}' is not a whole number.");

    /// <summary>Enough of a text to find it, and no more: it may be a hostile one.</summary>
    public static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
