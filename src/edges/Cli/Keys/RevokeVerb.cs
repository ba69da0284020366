using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Keys;

/// <summary>The verb <c>ledger keys revoke</c>.</summary>
internal static class RevokeVerb
{
    private const string Help =
        """
        Revoke a key permanently. It stops working within seconds, on every host. Prints nothing.

        Example:
          ledger keys revoke 4fK2p0aQ9xYz --reason 'a laptop was stolen' --book demo --key-file operator.key

        Exit codes: 0 revoked, 1 refused, 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "Id of the key, as 'ledger keys list' prints it." };
        var reason = new Option<string>("--reason") { Description = "Reason, which is recorded.", Required = true };
        var at = new ConnectionOptions(KeyCommands.Book());
        var verb = new Command("revoke", Help) { key, reason };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => KeyCommands.Send(at.Of(arguments), new RevokeKey(arguments.GetValue(key)!, arguments.GetValue(reason)!), cancel));
        return verb;
    }
}
