using System.Buffers;
using System.Text;

namespace Ledger.Sealing.Canonical;

/// <summary>RFC 8785, section 3.2.2.2: only what JSON must escape is escaped, and in one way.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(text[..at], output);
            Escape(output, text[at]);
            text = text[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
        output.Write("\""u8);
    }

    private static void Escape(IBufferWriter<byte> output, char c)
    {
        ReadOnlySpan<byte> written = c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => [.. "\\u00"u8, Hex(c >> 4), Hex(c & 15)],
        };
        output.Write(written);
    }

    private static byte Hex(int digit) => (byte)"0123456789abcdef"[digit];
}
