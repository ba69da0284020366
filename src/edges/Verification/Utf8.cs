using System.Text;

namespace Ledger.Verification;

/// <summary>Text as bytes: read strictly, shown short.</summary>
internal static class Utf8
{
    private const int ShownMax = 200;

    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What a report shows of a value: its beginning, and nothing that a terminal would act on.</summary>
    public static string Shown(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShownMax)]);
        return Shown(text.Length > ShownMax ? $"{shown}…" : shown);
    }

    public static string Shown(string text) =>
        string.Concat((text.Length > ShownMax ? $"{text[..ShownMax]}…" : text).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
