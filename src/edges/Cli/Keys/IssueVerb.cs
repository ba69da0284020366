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
        Issue a key to an app of a party. An app that is not there yet is registered. The key is shown once.

        Example:
          ledger keys issue --book demo --party NORDLICHT --app erp --name erp-2026 --out erp.key --key-file operator.key
          ledger keys issue --book _operator --party operator --app ci --name ci-1 --key-file operator.key

        Exit codes: 0 issued, 1 refused, 2 wrong usage, 4 the ledger is away (whether a key was issued, 'ledger keys list' tells).
        """;

    public static Command Create()
    {
        var party = new Option<string>("--party") { Description = "The party that the app acts for.", Required = true };
        var app = new Option<string>("--app") { Description = "The app.", Required = true };
        var name = new Option<string>("--name") { Description = "What people call the key; an app never has two of one name.", Required = true };
        var test = new Option<bool>("--test") { Description = "A key for the book's twin, where nothing counts." };
        var readOnly = new Option<bool>("--read-only") { Description = "A key that cannot write." };
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
