using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Wait;

/// <summary>The verb <c>ledger wait</c>.</summary>
internal static class WaitVerb
{
    private const string Help =
        """
        Wait until the ledger is ready to take commands. Prints nothing on success.

        Example:
          ledger wait --url http://127.0.0.1:5080 --timeout 60

        Exit codes: 0 ready, 2 wrong usage, 4 not ready in time, 130 interrupted.
        """;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var timeout = new Option<int>("--timeout") { Description = "Seconds to wait.", DefaultValueFactory = _ => 60 };
        var url = CommonOptions.Url();
        var verb = new Command("wait", Help) { url, timeout };
        verb.SetAction((arguments, stop) => Run(arguments.GetValue(url)!, TimeSpan.FromSeconds(arguments.GetValue(timeout)), stop));
        return verb;
    }

    internal static async Task<int> Run(Uri url, TimeSpan timeout, CancellationToken stop)
    {
        using var ledger = new Connection(url, "any", null).Open();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(timeout);
        var last = "no answer";
        try
        {
            while (await ledger.CheckReadyAsync(patience.Token) is { } why)
            {
                last = why;
                await Task.Delay(Between, patience.Token);
            }

            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested
                ? ExitCode.Interrupted
                : Terminal.Error($"{url} is not ready after {timeout.TotalSeconds:N0} s: {last}.", "The log of the host says why.", ExitCode.NoAnswer);
        }
    }
}
