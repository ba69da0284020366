using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Verify;

/// <summary>The verb <c>ledger verify</c>.</summary>
internal static class VerifyVerb
{
    private const string Help =
        """
        Verify an exported book, or a running ledger, without trusting either.
        The policy is your own copy: it says whose signatures you require, and the bundle cannot weaken it.
        Each finding names its rule (L1 to L6 the log, D1 to D5 the event table, V1 and V2 the views, B1 the bundle),
        the leaf, what was expected and what was found.

        Example:
          ledger verify demo.zip --policy demo.policy
          ledger verify demo.zip --policy demo.policy --since last-year.checkpoint --sample 25 --nonce "4711, drawn on the phone"
          ledger verify --online --url https://ledger.example --book demo --key-file auditor.key --policy demo.policy

        Exit codes: 0 verified (the head is printed), 1 the file cannot be read, or the ledger refuses, 2 wrong usage, 3 findings,
        4 no answer from the ledger, 130 interrupted.
        """;

    public static Command Create()
    {
        var options = new VerifyOptions();
        var at = new ConnectionOptions();
        var verb = new Command("verify", Help);
        options.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => VerifyRun.RunAsync(options.Read(arguments), at.Of(arguments), cancel));
        return verb;
    }
}
