using System.Text.Json;
using Ledger.Client;

namespace Ledger.Cli.Shared;

/// <summary>Turns what can go wrong with a ledger into a message and an exit code.</summary>
internal static class Failing
{
    /// <param name="whatToDo">What helps when the ledger refuses.</param>
    public static async Task<int> Told(Uri url, string whatToDo, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (LedgerRefusedException refused)
        {
            return Terminal.Error($"the ledger answered {refused.Message}", refused.Problem.Status == 401 ? "Give a key: --key-file FILE, or the variable LEDGER_KEY." : whatToDo);
        }
        catch (LedgerUnavailableException away)
        {
            return Terminal.Error($"{url} does not answer: {away.Message}", "Is the ledger running there? ./ops/run starts one.", ExitCode.LedgerAway);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            return Terminal.Error($"{url} answers something else than expected: {e.Message}", "Is this a ledger, and of the same version?");
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
}
