using Ledger.Cli.Shared;

namespace Ledger.Cli.Simulate;

/// <summary>Writes a simulation to a file or to stdout. A file appears under its name only when it is complete.</summary>
internal static class SimulationFile
{
    public static async Task<int> Write(Simulation simulation, string target, CancellationToken cancel)
    {
        var meter = new Meter(simulation.Deal.UnitsOrdered);
        try
        {
            if (target == "-")
            {
                using var stdout = Console.OpenStandardOutput();
                CommandLines.Write(simulation, stdout, meter, cancel);
                return ExitCode.Done;
            }

            var lines = await MeterView.Run("simulating", "units", meter, plainLines: false, () =>
                OutputFile.WriteAsync(target, file => Task.FromResult(CommandLines.Write(simulation, file, meter, cancel))));
            Terminal.Say($"{target}: {lines:N0} commands, {new FileInfo(target).Length / 1048576.0:N1} MiB");
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return Terminal.Error("interrupted; nothing was written.", "", ExitCode.Interrupted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Terminal.Error($"cannot write {target}: {e.Message}", "Choose another file with --out.");
        }
    }
}
