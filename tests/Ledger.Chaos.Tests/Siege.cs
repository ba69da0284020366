namespace Ledger.Chaos.Tests;

/// <summary>Many rounds on one ledger, each kill point in turn, drawn from one seed.</summary>
internal static class Siege
{
    public static async Task<IReadOnlyList<Round>> RunAsync(int rounds, int seed, Action<int, Round> onRound)
    {
        var dice = new Random(seed);
        var points = Enum.GetValues<KillPoint>();
        await using var arena = await Arena.OpenAsync(seed);
        var done = new List<Round>();
        for (var i = 0; i < rounds; i++)
        {
            var round = new Round(arena, dice);
            // After a kill the log goes on when the hosts have agreed on a leader again: many seconds, which only those rounds wait for that need a log at
            // work.
            var checksLog = IsOfTheLog(points[i % points.Length]) || IsOfTheLog(points[(i + 1) % points.Length]) || i == rounds - 1;
            await round.RunAsync(points[i % points.Length], checksLog);
            done.Add(round);
            onRound(i + 1, round);
        }

        return done;
    }

    private static bool IsOfTheLog(KillPoint point) => point is KillPoint.AfterHead or KillPoint.AfterSeal;

    public static IEnumerable<string> Summary(IReadOnlyList<Round> rounds) => rounds.GroupBy(r => r.Point).Select(point =>
        $"{point.Key,-13} {point.Count(),4} rounds, {point.Sum(r => r.Acknowledged),6} acknowledged, {point.Sum(r => r.Unanswered),4} unanswered of which "
        + $"{point.Sum(r => r.RecordedUnanswered),4} recorded, slowest retry {point.Max(r => r.SlowestRetry).TotalSeconds:N2} s, "
        + $"{point.Sum(r => r.Faults.Count)} faults");
}
