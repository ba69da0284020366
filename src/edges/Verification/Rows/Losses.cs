using System.Globalization;
using Ledger.Verification.Bundles;

namespace Ledger.Verification.Rows;

/// <summary>D5: numbers that were skipped and messages that could not be handled. Neither is wrong by itself, and an auditor must know of both.</summary>
internal static class Losses
{
    private const int ToldMax = 20;

    public static IEnumerable<string> Read(Bundle bundle)
    {
        using (var csv = bundle.ReadCsv(Parts.Sequence))
        {
            long ranges = 0, numbers = 0;
            while (csv.Next())
            {
                (ranges, numbers) = (ranges + 1, numbers + csv.Number(1) - csv.Number(0) + 1);
            }

            if (ranges > 0)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"D5: {numbers} sequence numbers in {ranges} ranges were drawn and not used by any book ({Parts.Sequence}).");
            }
        }

        using var letters = bundle.ReadCsv(Parts.DeadLetters);
        while (letters.Next())
        {
            if (letters.Row <= ToldMax)
            {
                yield return $"D5: a dead letter of {Utf8.Shown(letters.Text(0))}: {Utf8.Shown(letters.Text(3))}, {Utf8.Shown(letters.Text(4))}.";
            }
        }

        if (letters.Row > ToldMax)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"D5: {letters.Row} dead letters in all ({Parts.DeadLetters}).");
        }
    }
}
