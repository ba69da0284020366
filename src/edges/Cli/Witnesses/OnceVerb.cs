using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Witness;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness once</c>.</summary>
internal static class OnceVerb
{
    private const string Help =
        """
        Fetch the newest head of a book's log, sign it when it continues what was signed here before, and bring the signature to the ledger. For a witness that cannot
        be reached from outside; a timer runs it every few minutes.

        Example:
          ledger witness once --witness-key witness.key --state witness.state --policy ledger.policy --url https://ledger.example --book demo --key-file erp.key

        Exit codes: 0 signed and brought, 1 the ledger or a file refuses, 2 wrong usage, 3 the log contradicts what was signed before: it was rolled back or forked,
        4 the ledger is away, 130 interrupted.
        """;

    public static Command Create()
    {
        var (files, at) = (new WitnessFiles(), new ConnectionOptions());
        var verb = new Command("once", Help);
        files.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => WitnessVerb.Handle(() => Run(files, arguments, at.Of(arguments), cancel)));
        return verb;
    }

    private static async Task<int> Run(WitnessFiles files, ParseResult arguments, Connection at, CancellationToken cancel)
    {
        var (rule, _, state) = files.Open(arguments);
        using (state)
        {
            try
            {
                using var ledger = LedgerPull.ClientFor(at.Url, at.Credential is null ? null : await at.Credential.BearerAsync(cancel));
                var outcome = await new LedgerPull(ledger, at.Book, rule).OnceAsync(cancel);
                Terminal.Say(outcome.Sentence);
                return outcome.Result switch { PullResult.Signed => ExitCode.Done, PullResult.Contradicted => ExitCode.DoesNotHold, _ => ExitCode.Failed };
            }
            catch (HttpRequestException e)
            {
                return Terminal.Error(e.Message, "", e.StatusCode is null ? ExitCode.LedgerAway : ExitCode.Failed);
            }
            catch (OperationCanceledException)
            {
                return cancel.IsCancellationRequested ? ExitCode.Interrupted : Terminal.Error($"{at.Url} does not answer in time.", "", ExitCode.LedgerAway);
            }
        }
    }
}
