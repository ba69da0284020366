using Ledger.Client;

namespace Ledger.Cli.Shared;

/// <summary>Turns what can go wrong with a ledger into a message and an exit code.</summary>
internal static class Failures
{
    /// <param name="help">What helps when the ledger refuses.</param>
    public static async Task<int> Handle(Uri url, string help, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (LedgerRefusedException refused)
        {
            return Terminal.Error($"the ledger answered {refused.Message}", Help(refused.Problem, help));
        }
        catch (UnexpectedAnswerException unexpected)
        {
            return Terminal.Error($"{url}: {unexpected.Message}", "");
        }
        catch (Exception e) when (e is LedgerUnavailableException or HttpRequestException)
        {
            return Terminal.Error($"{url} does not answer: {e.Message}", "Is the ledger running there? ./ops/run starts one.", ExitCode.LedgerAway);
        }
        catch (HttpIOException e)
        {
            return Terminal.Error($"the connection to {url} broke: {e.Message}", "Nothing was written. Try again.", ExitCode.LedgerAway);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Terminal.Error(e.Message, "");
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static string Help(Problem problem, string help) => problem switch
    {
        { Status: 401 } => "Give a key: --key-file FILE, or the variable LEDGER_KEY.",
        { Retryable: Retryable.Yes } => "Try again in a moment.",
        _ => help,
    };
}
