using System.CommandLine;
using System.Runtime.InteropServices;

namespace Ledger.Cli.Shared;

/// <summary>Runs the verb that the arguments name; the first Ctrl-C asks it to end well, the second one ends it.</summary>
internal static class Invocation
{
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        Terminal.ShowOnly();
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);

        var parsed = root.Parse(args);

        // The verbs take their time to end (a request in flight is finished and saved), so the library's own two seconds are switched off.
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;

        void Ask(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
