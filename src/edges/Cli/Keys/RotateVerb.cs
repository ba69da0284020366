using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Keys;

/// <summary>The verb <c>ledger keys rotate</c>.</summary>
internal static class RotateVerb
{
    private const string Help =
        """
        Issue a key in place of another, which goes on for a while so that the app can change over. The new key is shown once.

        Example:
          ledger keys rotate 4fK2p0aQ9xYz --name erp-2027 --grace 60 --out erp.key --book demo --key-file operator.key

        Exit codes: 0 issued, 1 refused, 2 wrong usage, 4 the ledger is away (whether a key was issued, 'ledger keys list' tells).
        """;

    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "Id of the key that is replaced, as 'ledger keys list' shows it." };
        var name = new Option<string>("--name") { Description = "What people call the new key.", Required = true };
        var grace = new Option<int?>("--grace") { Description = "Minutes that the old key goes on; absent, a day." };
        var (at, target, json) = (new ConnectionOptions(KeyCommands.Book()), KeyCommands.Out(), CommonOptions.Json());
        var verb = new Command("rotate", Help) { key, name, grace, target, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => KeyCommands.Issue(
            at.Of(arguments), [new RotateKey(arguments.GetValue(key)!, arguments.GetValue(name)!, arguments.GetValue(grace))], arguments.GetValue(target), arguments.GetValue(json), cancel));
        return verb;
    }
}
