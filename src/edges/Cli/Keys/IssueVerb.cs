using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Keys;

/// <summary>The verb <c>ledger keys issue</c>.</summary>
internal static class IssueVerb
{
    private const string Help =
        """
        Issue a key to an app of a party. The app is registered if it is new. The key is shown only once.

        Example:
          ledger keys issue --book demo --party NORDLICHT --app erp --name erp-2026 --out erp.key --key-file operator.key
          ledger keys issue --book _operator --party operator --app ci --name ci-1 --key-file operator.key

        Exit codes: 0 issued, 1 refused, 2 wrong usage, 4 no answer from the ledger ('ledger keys list' shows whether a key was issued).
        """;

    public static Command Create()
    {
        var party = new Option<string>("--party") { Description = "Party that the app acts for.", Required = true };
        var app = new Option<string>("--app") { Description = "Code of the app.", Required = true };
        var name = new Option<string>("--name") { Description = "Name of the key. An app cannot have two keys of the same name.", Required = true };
        var test = new Option<bool>("--test") { Description = "Issue a test key, which works on the sandbox of the book." };
        var readOnly = new Option<bool>("--read-only") { Description = "Issue a key that can only read." };
        var expires = CommonOptions.Time("--expires", "When it expires");
        var (at, target, json) = (new ConnectionOptions(KeyCommands.Book()), KeyCommands.Out(), CommonOptions.Json());
        var verb = new Command("issue", Help) { party, app, name, test, readOnly, expires, target, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) =>
        {
            var code = arguments.GetValue(app)!;
            IReadOnlyList<KeyScope> scopes = arguments.GetValue(readOnly) ? [KeyScope.Read] : [KeyScope.Read, KeyScope.Write];
            ICommand[] commands =
            [
                new RegisterApp(code, arguments.GetValue(party)!, code),
                new IssueKey(code, arguments.GetValue(name)!, arguments.GetValue(test) ? KeyMode.Test : KeyMode.Live, scopes, arguments.GetValue(expires)),
            ];
            return KeyCommands.Issue(at.Of(arguments), commands, arguments.GetValue(target), arguments.GetValue(json), cancel);
        });
        return verb;
    }
}
