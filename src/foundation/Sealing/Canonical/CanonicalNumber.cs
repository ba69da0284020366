using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ledger.Sealing.Canonical;

/// <summary>
/// Numbers as ECMAScript writes them (RFC 8785, section 3.2.2.3), which reads every number as a double.
/// One whose decimal value is not exactly the value of the text that a double gets back would change silently: it is refused.
/// </summary>
internal static class CanonicalNumber
{
    private const int ExactDigits = 15;

    /// <summary>Longer than any double's shortest text, written with all its zeros.</summary>
    private const int MaxLength = 400;

    /// <param name="text">A number by JSON's grammar.</param>
    public static bool TryWrite(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        if (text.Length <= ExactDigits && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            output.Write(text);
            return true;
        }

        if (text.Length > MaxLength || !Utf8Parser.TryParse(text, out double value, out var read) || read != text.Length || !double.IsFinite(value))
        {
            return false;
        }

        var shortest = Parts(value.ToString("R", CultureInfo.InvariantCulture));
        if (shortest != Parts(Encoding.ASCII.GetString(text)))
        {
            return false;
        }

        Encoding.ASCII.GetBytes(EcmaScript(shortest), output);
        return true;
    }

    /// <summary>0.digits × 10^point, without zeros at either end; so that equal values are equal.</summary>
    private static (bool Negative, string Digits, long Point) Parts(string text)
    {
        var negative = text[0] == '-';
        var exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = text[(negative ? 1 : 0)..(exponentAt < 0 ? text.Length : exponentAt)];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        if (digits.Length == 0)
        {
            return (false, "0", 1);
        }

        var point = (dot < 0 ? all.Length : dot) - (all.Length - digits.Length);
        return (negative, digits.TrimEnd('0'), point + Exponent(exponentAt < 0 ? "0" : text.AsSpan(exponentAt + 1)));
    }

    /// <summary>No double has an exponent of ten digits, so what does not fit is as good as the largest.</summary>
    private static long Exponent(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? exponent : int.MaxValue;

    private static string EcmaScript((bool Negative, string Digits, long Point) number)
    {
        var (negative, digits, point) = number;
        var text = point switch
        {
            > 0 and <= 21 when digits.Length <= point => digits.PadRight((int)point, '0'),
            > 0 and <= 21 => $"{digits[..(int)point]}.{digits[(int)point..]}",
            > -6 and <= 0 => $"0.{new string('0', (int)-point)}{digits}",
            _ => digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + (point > 0 ? "+" : "") + (point - 1).ToString(CultureInfo.InvariantCulture),
        };
        return negative ? "-" + text : text;
    }
}
