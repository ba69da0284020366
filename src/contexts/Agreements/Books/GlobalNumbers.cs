using FluentValidation;

namespace Ledger.Agreements.Books;

/// <summary>Numbers that GS1 gives to places, legal entities and trade items. They are optional everywhere: the ledger's own codes are the keys.</summary>
internal static class GlobalNumbers
{
    public static IRuleBuilderOptions<T, string?> Gln<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(number => number is null || (number.Length == 13 && IsChecked(number)))
            .WithErrorCode("bad-format").WithMessage("Must be 13 digits ending in the GS1 check digit.");

    public static IRuleBuilderOptions<T, string?> Gtin<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(number => number is null || (number.Length is 8 or 12 or 13 or 14 && IsChecked(number)))
            .WithErrorCode("bad-format").WithMessage("Must be 8, 12, 13 or 14 digits ending in the GS1 check digit.");

    /// <summary>
    /// GS1 General Specifications, 7.9.1: weights 3 and 1 alternate from the digit before the check digit leftwards, and the weighted sum with the check
    /// digit is a multiple of ten.
    /// </summary>
    private static bool IsChecked(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            if (!char.IsAsciiDigit(number[i]))
            {
                return false;
            }

            sum += (number[i] - '0') * ((number.Length - i) % 2 == 0 ? 3 : 1);
        }

        return sum % 10 == 0;
    }
}
