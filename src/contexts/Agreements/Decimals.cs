using System.Globalization;
using FluentValidation;

namespace Ledger.Agreements;

/// <summary>Decimals are written as strings, so that no reader rounds them, and each value in one way only: without trailing zeros.</summary>
internal static class Decimals
{
    public static decimal Parse(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>The same value without trailing zeros, as it is shown; the store reads a whole number back with one.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    public static string Write(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>A ratio of units: more than nothing, and with few enough digits that a product with any quantity stays exact.</summary>
    public static IRuleBuilderOptions<T, string?> Ratio<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || IsRatio(text))
            .WithErrorCode("bad-ratio").WithMessage("Must be a decimal string from \"0.000001\" to \"9999.999999\".");

    private static bool IsRatio(string text)
    {
        var parts = text.Split('.');
        return parts.Length is 1 or 2 && parts[0].Length is > 0 and <= 4 && (parts.Length == 1 || parts[1].Length is > 0 and <= 6)
            && parts.All(part => part.All(char.IsAsciiDigit)) && Parse(text) > 0;
    }
}
