using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Ledger.Contracts;

/// <summary>
/// An exact quantity or ratio of units: three substitutes at a third make exactly one. It is written as a decimal where six decimals are exact, else as a
/// fraction in lowest terms: 2, 1.5, 1/3, 4/3.
/// </summary>
[JsonConverter(typeof(FractionJson))]
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    /// <summary>As many as a ratio may have, so that what was always a decimal stays one.</summary>
    private const int DecimalsMax = 6;

    private readonly BigInteger _numerator;

    /// <summary>0 stands for 1: a fraction that nothing was put into is 0.</summary>
    private readonly BigInteger _denominator;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * (denominator.Sign < 0 ? -1 : 1);
        (_numerator, _denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator => _numerator;

    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public static implicit operator Fraction(long units) => new(units, BigInteger.One);

    public static implicit operator Fraction(BigInteger units) => new(units, BigInteger.One);

    public static implicit operator Fraction(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        var digits = (new BigInteger((uint)bits[2]) << 64) | (new BigInteger((uint)bits[1]) << 32) | (uint)bits[0];
        return new(bits[3] < 0 ? -digits : digits, BigInteger.Pow(10, scale));
    }

    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction value) => new(-value.Numerator, value.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) => a + -b;

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <exception cref="DivideByZeroException">It is 0.</exception>
    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static Fraction Sum(IEnumerable<Fraction> values) => values.Aggregate(default(Fraction), (sum, value) => sum + value);

    /// <exception cref="FormatException">It is neither a decimal nor a fraction.</exception>
    public static Fraction Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"\"{text}\" is neither a decimal nor a fraction.");

    /// <summary>Reads a decimal such as 1.5, or a fraction of whole numbers such as 1/3.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Fraction value)
    {
        value = default;
        if (text?.Split('/') is [var above, var below])
        {
            var isRead = BigInteger.TryParse(above, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator)
                & BigInteger.TryParse(below, NumberStyles.None, CultureInfo.InvariantCulture, out var denominator) && !denominator.IsZero;
            value = isRead ? new(numerator, denominator) : default;
            return isRead;
        }

        const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var isDecimal = decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var exact);
        value = exact;
        return isDecimal;
    }

    /// <summary>Is it written as a decimal?</summary>
    public bool IsDecimal(out decimal value)
    {
        value = default;
        var (millionths, rest) = BigInteger.DivRem(Numerator * BigInteger.Pow(10, DecimalsMax), Denominator);
        if (!rest.IsZero || BigInteger.Abs(millionths) > new BigInteger(decimal.MaxValue))
        {
            return false;
        }

        // Dividing by one, written with all its zeros, takes the zeros off the end.
        value = (decimal)millionths / 1_000_000m / 1.0000000000000000000000000000m;
        return true;
    }

    public override string ToString() =>
        IsDecimal(out var value) ? value.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Fraction other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);
}
