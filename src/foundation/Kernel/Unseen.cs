using System.Globalization;
using System.Text;

namespace Ledger.Kernel;

/// <summary>
/// Characters that nobody sees, and that change how others are seen: two names that look the same would be two names, and a text could be read as another.
/// Unicode calls them controls, formats, separators of lines and default ignorable code points; the braille blank is one in all but name.
/// </summary>
public static class Unseen
{
    /// <summary>Is there such a character, or half of one?</summary>
    public static bool IsIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Is(rune))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(Rune rune) => !rune.IsAscii
        ? Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || IsIgnorable(rune.Value)
        : Rune.IsControl(rune);

    /// <summary>Joiners, fillers, and selectors of variants that are of no category of their own; those to come are reserved already.</summary>
    private static bool IsIgnorable(int value) => value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or (>= 0x180b and <= 0x180f) or 0x2065 or 0x2800
        or 0x3164 or (>= 0xfe00 and <= 0xfe0f) or 0xffa0 or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);
}
