using System.CommandLine;
using Ledger.Cli.Keys;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness dismiss</c>.</summary>
internal static class DismissVerb
{
    private const string Help =
        """
        Dismiss a witness: its signature is no longer required. Its earlier signatures stay valid, and an alarm that it raised ends. Needs the operator's key.

        Example:
          ledger witness dismiss customer --reason 'it has a new key' --book demo --key-file operator.key

        Exit codes: 0 dismissed, 1 refused, 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the witness in the policy." };
        var reason = new Option<string>("--reason") { Description = "Reason, which is recorded.", Required = true };
        var at = new ConnectionOptions();
        var verb = new Command("dismiss", Help) { name, reason };
        at.AddTo(verb);
        verb.SetAction(
            (arguments, cancel) => KeyCommands.Send(at.Of(arguments), new DismissWitness(arguments.GetValue(name)!, arguments.GetValue(reason)!), cancel));
        return verb;
    }
}
