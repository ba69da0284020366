using System.Text.Json;
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
            return Terminal.Error($"{url} does not answer: {e.Message}", "Is the ledger running there? ./ops/run starts one.", ExitCode.NoAnswer);
        }
        catch (HttpIOException e)
        {
            return Terminal.Error($"the connection to {url} broke: {e.Message}", "Nothing was written. Try again.", ExitCode.NoAnswer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Terminal.Error(e.Message, "");
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or ArgumentException or FormatException
            or KeyNotFoundException or OverflowException)
        {
            // An answer that has the right address and the wrong shape: a member is missing, or is something else.
            return Terminal.Error($"the answer of {url} is not what a ledger says: {e.Message}", "Is it a ledger, and of this build?");
        }
    }

    private static string Help(Problem problem, string help) => problem switch
    {
        { Status: 401 } => "Give a key: --key-file FILE, or the environment variable LEDGER_KEY.",
        { Retryable: Retryable.Yes } => "Try again in a moment.",
        _ => help,
    };
}
