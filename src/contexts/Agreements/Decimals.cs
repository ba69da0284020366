using FluentValidation;

namespace Ledger.Agreements;

/// <summary>Exact figures are strings in contracts, so that no reader rounds them, and each value is written in one way only.</summary>
internal static class Decimals
{
    public static Fraction Parse(string text) => Fraction.Parse(text);

    public static string Write(Fraction value) => value.ToString();

    /// <summary>A ratio of units: more than nothing, and with few enough digits that figures stay short.</summary>
    public static IRuleBuilderOptions<T, string?> Ratio<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || IsRatio(text))
            .WithErrorCode("bad-ratio").WithMessage(
                "Must be a decimal string from \"0.000001\" to \"9999.999999\", or a fraction of whole numbers from 1 to 9999, such as \"1/3\".");

    private static bool IsRatio(string text) =>
        (text.Split('/') is [var above, var below] ? IsWhole(above, 4) && IsWhole(below, 4)
            : text.Split('.') is [var whole, .. var rest] && IsWhole(whole, 4) && (rest.Length == 0 || (rest.Length == 1 && IsWhole(rest[0], 6))))
        && Fraction.TryParse(text, out var ratio) && ratio > 0;

    private static bool IsWhole(string text, int digitsMax) => text.Length > 0 && text.Length <= digitsMax && text.All(char.IsAsciiDigit);
}
