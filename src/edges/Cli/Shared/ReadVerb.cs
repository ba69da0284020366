using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Cli.Shared;

/// <summary>A verb that asks the ledger for one thing and shows it.</summary>
internal static class ReadVerb
{
    public static async Task<int> Run(Uri url, string path, string whatToDo, CancellationToken cancel, Func<JsonElement, int> show)
    {
        try
        {
            using var http = LedgerHttp.Client(url);
            using var answer = await LedgerHttp.Get(http, path, cancel);
            return show(answer.RootElement);
        }
        catch (RequestRefusedException refused)
        {
            return Terminal.Error(refused.Message, whatToDo);
        }
        catch (LedgerAwayException away)
        {
            return Terminal.Error($"{url} does not answer: {away.Message}", "Is the ledger running there? ./ops/run starts one.", ExitCode.LedgerAway);
        }
        catch (JsonException e)
        {
            return Terminal.Error($"{url} answers something else than expected: {e.Message}", "Is this a ledger, and of the same version?");
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ReadJson : JsonSerializerContext;
