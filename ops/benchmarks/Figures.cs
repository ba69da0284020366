using System.Globalization;

namespace Ledger.Bench;

internal static class Figures
{
    public static double Median(this IEnumerable<double> values) => values.At(0.5);

    /// <summary>The value below which the given share of the values lies.</summary>
    public static double At(this IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }

    public static void Row(string name, string value) => Console.WriteLine($"{name,-44} {value}");

    public static string Figure(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);
}
