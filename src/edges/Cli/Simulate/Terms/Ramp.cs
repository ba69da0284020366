namespace Ledger.Cli.Simulate.Terms;

/// <summary>Spreads a number of racks over the quarters by their shares, and over the sites in turn.</summary>
internal static class Ramp
{
    /// <summary>Cumulative rounding, so that the parts add up to the total whatever the shares are.</summary>
    public static int[] Spread(int total, IReadOnlyList<int> shares)
    {
        var sum = shares.Sum();
        var given = 0;
        var seen = 0;
        return [.. shares.Select(share =>
        {
            seen += share;
            var now = (int)Math.Round((double)total * seen / sum, MidpointRounding.AwayFromZero) - given;
            given += now;
            return now;
        })];
    }

    /// <summary>The first data centre gets the odd rack in even quarters and the second one in odd quarters.</summary>
    public static int AtSite(int racks, int quarter, int site) => racks / 2 + (racks % 2 == 1 && quarter % 2 == site ? 1 : 0);
}
