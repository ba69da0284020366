using System.CommandLine;
using Ledger.Cli.Keys;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Log;

/// <summary>The verb <c>ledger log rotate-key</c>.</summary>
internal static class RotateKeyVerb
{
    private const string Help =
        """
        Sign the log of a book with a new key from now on. The rotation is sealed under the old key. During the overlap heads are signed with both keys, so that
        auditors can add the new key to their policies. Prints nothing; the event audit.log-key-rotated.v1 contains the new public key.

        Example:
          ledger log rotate-key --overlap 30 --book demo --key-file operator.key

        Exit codes: 0 rotated, 1 refused, 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var overlap = new Option<int?>("--overlap") { Description = "Days during which the old key signs too. Default: 30." };
        var at = LogVerb.Connection();
        var verb = new Command("rotate-key", Help) { overlap };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => KeyCommands.Send(at.Of(arguments), new RotateLogKey(arguments.GetValue(overlap)), cancel));
        return verb;
    }
}
