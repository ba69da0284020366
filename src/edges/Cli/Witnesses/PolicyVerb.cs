using System.CommandLine;
using Ledger.Cli.Log;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness policy</c>.</summary>
internal static class PolicyVerb
{
    private const string Help =
        """
        Print the policy of a book's log as the operator states it (C2SP tlog-policy): the keys of the log, the witnesses, and how many of them must sign.
        A witness needs the log lines to serve. An auditor compares the policy with what the partners say and keeps a copy.

        Example:
          ledger witness policy --book demo --key-file auditor.key --out demo.policy

        Exit codes: 0 printed, 1 refused (no such book, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var (at, target) = (new ConnectionOptions(), LogVerb.Out());
        var verb = new Command("policy", Help) { target };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) =>
            LogVerb.Fetch(at.Of(arguments), "log/policy", arguments.GetValue(target), "'ledger log status' shows the log.", cancel));
        return verb;
    }
}
