using System.CommandLine;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate;

/// <summary>The verb <c>ledger simulate</c>.</summary>
internal static class SimulateVerb
{
    public const ulong DefaultSeed = 20260316;

    private const string Help =
        """
        Write a demonstration deal as JSON lines, one command a line, for 'ledger load'.
        The same number of units and the same seed always produce the same bytes.

        Example:
          ledger simulate --units 10000 --out deal.jsonl

        Exit codes: 0 written, 1 the file cannot be written, 2 wrong usage, 130 interrupted (no file is left behind).
        """;

    public static System.CommandLine.Command Create()
    {
        var units = new Option<int>("--units")
        {
            Description = "Number of GPUs that the supplier commits to, 1000 to 2000000.",
            DefaultValueFactory = _ => 10_000,
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the random numbers.", DefaultValueFactory = _ => DefaultSeed };
        var book = new Option<string>("--book") { Description = "Code of the book, which becomes part of its name.", DefaultValueFactory = _ => "demo" };
        var output = new Option<string>("--out") { Description = "File to write; - is stdout.", DefaultValueFactory = _ => "-" };
        units.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < Deal.LeastUnits or > Deal.MostUnits)
            {
                result.AddError($"--units must be {Deal.LeastUnits} to {Deal.MostUnits}.");
            }
        });

        var verb = new System.CommandLine.Command("simulate", Help) { units, seed, book, output };
        verb.SetAction((arguments, cancel) =>
        {
            var simulation = new Simulation(new Deal(arguments.GetValue(units), arguments.GetValue(seed)), arguments.GetValue(book)!);
            return SimulationFile.Write(simulation, arguments.GetValue(output)!, cancel);
        });
        return verb;
    }
}
