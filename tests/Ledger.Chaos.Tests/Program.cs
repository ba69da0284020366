using System.Globalization;

namespace Ledger.Chaos.Tests;

/// <summary>Runs as many rounds as one likes: <c>ops/chaos --rounds 200 --seed 7</c>. Exit code 3 when a promise was broken.</summary>
internal static class Program
{
    private const int FaultsShownMax = 20;

    public static async Task<int> Main(string[] arguments)
    {
        var (rounds, seed) = (Number(arguments, "--rounds") ?? 20, Number(arguments, "--seed") ?? Random.Shared.Next());
        await Console.Error.WriteLineAsync($"{rounds} rounds, seed {seed}");
        var done = await Siege.RunAsync(rounds, seed, (i, round) =>
        {
            Console.Error.WriteLine(
                $"{i,4}/{rounds} {round.Point,-13} {round.Acknowledged,5} acknowledged, {round.Unanswered,2} unanswered, "
                + $"{round.SlowestRetry.TotalSeconds:N2} s{(round.Faults.Count > 0 ? $", {round.Faults.Count} FAULTS" : "")}");
        });
        foreach (var line in Siege.Summary(done))
        {
            Console.WriteLine(line);
        }

        var faults = done.SelectMany(r => r.Faults).ToList();
        foreach (var fault in faults.Take(FaultsShownMax))
        {
            Console.WriteLine($"FAULT {fault}");
        }

        Console.WriteLine($"seed {seed}: {done.Count} rounds, {faults.Count} faults");
        return faults.Count == 0 ? 0 : 3;
    }

    private static int? Number(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : null;
}
