using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Keys;

/// <summary>The verb <c>ledger keys rotate</c>.</summary>
internal static class RotateVerb
{
    private const string Help =
        """
        Issue a key that replaces another. The old key keeps working for a while, so that the app can switch without a pause. The new key is shown only once.

        Example:
          ledger keys rotate 4fK2p0aQ9xYz --name erp-2027 --grace 60 --out erp.key --book demo --key-file operator.key

        Exit codes: 0 issued, 1 refused, 2 wrong usage, 4 no answer from the ledger ('ledger keys list' shows whether a key was issued).
        """;

    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "Id of the key to replace, as 'ledger keys list' prints it." };
        var name = new Option<string>("--name") { Description = "Name of the new key.", Required = true };
        var grace = new Option<int?>("--grace") { Description = "Minutes that the old key keeps working. Default: one day." };
        var (at, target, json) = (new ConnectionOptions(KeyCommands.Book()), KeyCommands.Out(), CommonOptions.Json());
        var verb = new Command("rotate", Help) { key, name, grace, target, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => KeyCommands.Issue(
            at.Of(arguments), [new RotateKey(arguments.GetValue(key)!, arguments.GetValue(name)!, arguments.GetValue(grace))], arguments.GetValue(target),
            arguments.GetValue(json), cancel));
        return verb;
    }
}
