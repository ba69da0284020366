using System.CommandLine;
using Ledger.Cli.Log;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness policy</c>.</summary>
internal static class PolicyVerb
{
    private const string Help =
        """
        Print whose signatures the heads of a book's log need, as the operator says (C2SP tlog-policy): the log's keys, the witnesses, and how many of them.
        A witness takes its log lines as the policy to serve by; an auditor compares them with what the partners told him, and pins the file.

        Example:
          ledger witness policy --book demo --key-file auditor.key --out demo.policy

        Exit codes: 0 printed, 1 no such book, or no right to it, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var (at, target) = (new ConnectionOptions(), LogVerb.Out());
        var verb = new Command("policy", Help) { target };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => LogVerb.Fetch(at.Of(arguments), "log/policy", arguments.GetValue(target), "See 'ledger log status' for the log.", cancel));
        return verb;
    }
}
