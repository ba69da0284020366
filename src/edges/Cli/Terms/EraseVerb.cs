using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Terms;

/// <summary>The verb <c>ledger terms erase</c>.</summary>
internal static class EraseVerb
{
    private const string Help =
        """
        Erase confidential terms of an agreement permanently: their keys are deleted, and the log records it. This cannot be undone.
        Where both parties sign, this proposes it, and the terms are erased when the other party accepts.

        Example:
          ledger terms erase SA-2026 --class price --reason 'the deal has ended' --book demo --key-file supplier.key
          ledger terms erase SA-2026 --digest X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0 --reason 'names a person'

        Exit codes: 0 erased or proposed, 1 refused, 2 wrong usage, 4 no answer from the ledger (send it again).
        """;

    public static Command Create()
    {
        var agreement = new Argument<string>("AGREEMENT") { Description = "Number of the agreement." };
        var termClass = new Option<string?>("--class") { Description = "Erase all terms of this class: price, payment or liability." };
        var digests = new Option<string[]>("--digest") { Description = "Erase the term with this digest. Repeat for more than one." };
        var reason = new Option<string>("--reason") { Description = "Reason, which is recorded.", Required = true };
        var at = new ConnectionOptions();
        var verb = new Command("erase", Help) { agreement, termClass, digests, reason };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments),
            new EraseTerms(
                arguments.GetValue(agreement)!, arguments.GetValue(reason)!, arguments.GetValue(termClass),
                arguments.GetValue(digests) is { Length: > 0 } chosen ? chosen : null),
            cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, EraseTerms command, CancellationToken cancel) =>
        Failures.Handle(at.Url, "'ledger terms AGREEMENT' lists the terms.", async () =>
        {
            using var ledger = at.Open();
            // A new key each time: what was agreed since the last erasure is to be erased too.
            var outcome = await ledger.SendAsync(command, cancel: cancel);
            if (outcome is not Recorded recorded) return Terminal.Error($"refused: {((Refused)outcome).Problem}", "");
            Console.Out.WriteLine($"{recorded}, position {recorded.Position}");
            if (recorded.Events.Any(e => e.Type == "agreements.erasure-proposed.v1"))
            {
                Console.Out.WriteLine($"Proposed to the other party, who answers it: ledger proposals {command.Agreement}");
            }

            return ExitCode.Done;
        });
}
