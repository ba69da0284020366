using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Ledger.Client;

/// <summary>
/// An exact quantity or ratio of units, as the ledger writes it: a number where six decimals are exact, else a fraction in lowest terms such as <c>"4/3"</c>.
/// </summary>
/// <param name="Numerator">Above the line; it has the sign.</param>
/// <param name="Denominator">Below the line; more than 0.</param>
[JsonConverter(typeof(FractionConverter))]
public readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>The value as a decimal, which is rounded where no decimal is exact.</summary>
    public static explicit operator decimal(Fraction value) => value.ToDecimal();

    /// <summary>Reads a decimal such as <c>1.5</c> or a fraction such as <c>1/3</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static Fraction Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('/') is [var above, var below])
        {
            return Reduced(BigInteger.Parse(above, CultureInfo.InvariantCulture), BigInteger.Parse(below, CultureInfo.InvariantCulture));
        }

        var parts = text.Split('.');
        var decimals = parts.Length == 2 ? parts[1] : "";
        return parts.Length <= 2
            ? Reduced(BigInteger.Parse(parts[0] + decimals, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals.Length))
            : throw new FormatException($"\"{text}\" is neither a decimal nor a fraction.");
    }

    /// <summary>The value as a decimal, which is rounded where no decimal is exact.</summary>
    public decimal ToDecimal() => (decimal)Numerator / (decimal)Denominator;

    /// <summary>As the ledger writes it: <c>1.5</c> or <c>4/3</c>.</summary>
    public override string ToString() =>
        IsDecimal ? ToDecimal().ToString("0.######", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>Whether six decimals write it exactly.</summary>
    public bool IsDecimal => 1_000_000 % Denominator == 0;

    private static Fraction Reduced(BigInteger numerator, BigInteger denominator) =>
        denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(numerator, denominator) is var divisor
            ? new(numerator / divisor, denominator / divisor)
            : throw new FormatException("The number below the line of a fraction is more than 0.");
}
