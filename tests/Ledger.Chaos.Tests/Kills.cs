using System.Globalization;
using Xunit.Abstractions;

namespace Ledger.Chaos.Tests;

/// <summary>Acknowledged is durable (P1), at most one effect (P2), every request resolves (P3): held against kills at the worst moments.</summary>
public sealed class Kills(ITestOutputHelper output)
{
    /// <summary>Each kill point once. <c>LEDGER_CHAOS_ROUNDS</c> is how many otherwise; <c>ops/chaos</c> runs as many as one likes.</summary>
    private static readonly int RoundsCount =
        int.TryParse(Environment.GetEnvironmentVariable("LEDGER_CHAOS_ROUNDS"), CultureInfo.InvariantCulture, out var count) ? count
            : Enum.GetValues<KillPoint>().Length;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_recorded_twice()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var rounds = await Siege.RunAsync(RoundsCount, seed, (_, _) => { });
        foreach (var line in Siege.Summary(rounds))
        {
            output.WriteLine(line);
        }

        var faults = rounds.SelectMany(r => r.Faults).ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.True(rounds.Sum(r => r.Acknowledged) > 0, "No load was carried.");
        Assert.True(
            rounds.Where(r => r.Point is KillPoint.AfterCommit or KillPoint.BeforeAnswer).Sum(r => r.RecordedUnanswered) > 0,
            "No kill came between a commit and its answer.");
    }
}
