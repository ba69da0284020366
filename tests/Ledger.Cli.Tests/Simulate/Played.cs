using Ledger.Cli.Shared;
using Ledger.Cli.Simulate;
using Ledger.Cli.Simulate.Commands;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>Plays the demonstration deal in memory.</summary>
internal static class Played
{
    public static IEnumerable<Command> Commands(int units, ulong seed = SimulateVerb.DefaultSeed) =>
        new Simulation(new Deal(units, seed), "demo").Commands();

    public static byte[] Bytes(int units, ulong seed = SimulateVerb.DefaultSeed)
    {
        using var stream = new MemoryStream();
        CommandLines.Write(new Simulation(new Deal(units, seed), "demo"), stream, new Meter(1), CancellationToken.None);
        return stream.ToArray();
    }
}
