using System.Numerics;

namespace Ledger.Access.Keys;

/// <summary>
/// Numbers as digits, capitals and small letters: a double click selects all of a key, and no address or shell takes any of it for something else.
/// </summary>
internal static class Base62
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Write(BigInteger number, int length) => string.Create(length, number, static (text, rest) =>
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            rest = BigInteger.DivRem(rest, Digits.Length, out var digit);
            text[i] = Digits[(int)digit];
        }
    });

    public static bool Is(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Digits) < 0;
}
