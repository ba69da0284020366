using Ledger.Cli.Shared;
using Ledger.Cli.Simulate;
using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>Plays the demonstration deal in memory.</summary>
internal static class Played
{
    public static IEnumerable<ICommand> Commands(int units, ulong seed = SimulateVerb.DefaultSeed) => Dated(units, seed).Select(dated => dated.Command);

    public static IEnumerable<DatedCommand> Dated(int units, ulong seed = SimulateVerb.DefaultSeed) =>
        new Simulation(new Deal(units, seed), "demo").Commands();

    public static byte[] Bytes(int units, ulong seed = SimulateVerb.DefaultSeed)
    {
        using var stream = new MemoryStream();
        CommandLines.Write(new Simulation(new Deal(units, seed), "demo"), stream, new Meter(1), CancellationToken.None);
        return stream.ToArray();
    }
}
