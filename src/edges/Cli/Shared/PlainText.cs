using System.Globalization;
using System.Text;

namespace Ledger.Cli.Shared;

/// <summary>
/// What a ledger says may hold anything, and a terminal obeys control characters: they could hide a line, or write another over it. They are shown as JSON
/// writes them, so that JSON stays the same JSON.
/// </summary>
internal static class PlainText
{
    public static string Of(string text) => text.Any(IsObeyed) ? string.Concat(text.Select(Shown)) : text;

    /// <summary>Controls, what turns the direction of text, and line ends that are none for a terminal's reader.</summary>
    public static bool IsObeyed(char c) => c is not ('\n' or '\t')
        && (char.IsControl(c) || c is '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));

    public static string Shown(char c) => IsObeyed(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString();

    /// <summary>A writer that shows what it is given, and passes nothing on to be obeyed.</summary>
    public static TextWriter On(TextWriter writer) => TextWriter.Synchronized(new Writer(writer));

    private sealed class Writer(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => inner.Encoding;

        /// <summary>A carriage return would be shown.</summary>
        public override string NewLine => "\n";

        public override void Write(char value) => inner.Write(Shown(value));

        public override void Write(string? value) => inner.Write(Of(value ?? ""));

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

        public override void Flush() => inner.Flush();
    }
}
