using System.CommandLine;
using System.Text.Json;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Keys;

/// <summary>The verb <c>ledger keys demo</c>.</summary>
internal static class DemoVerb
{
    private const string Help =
        """
        Make a key for each role of a book's parties, each in a file named by the role. What is there and still good is kept.
        It is for trying things out: in earnest each party is issued its own keys, and nobody holds all of them.

        Example:
          ledger keys demo --book demo --dir .ledger/keys/demo --key-file .ledger/operator.key
          ledger keys demo --test --book demo --dir .ledger/keys/sandbox --key-file .ledger/operator.key

        Exit codes: 0 every role has its key, 1 refused, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var directory = new Option<DirectoryInfo>("--dir") { Description = "Directory for the keys.", Required = true };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var test = new Option<bool>("--test") { Description = "Keys for the book's twin, where nothing counts." };
        var verb = new Command("demo", Help) { directory, test, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments), arguments.GetValue(directory)!.FullName, arguments.GetValue(test) ? KeyMode.Test : KeyMode.Live, arguments.GetValue(json), cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, string directory, KeyMode mode, bool json, CancellationToken cancel) => Failures.Handle(at.Url, "Is the book open, and is that the operator's key?", async () =>
    {
        using var ledger = at.Open();
        RoleKey[] made = [.. await new RoleKeyIssuer(at, ledger, directory, mode, _ => { }).Make(cancel)];
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(made, KeysJson.Default.RoleKeyArray));
            return ExitCode.Done;
        }

        // A key is shown when it is made, and not again.
        var table = new Table().Border(TableBorder.Rounded).AddColumns("role", "party", "key");
        foreach (var key in made.Where(key => key.IsNew)) table.AddRow([.. new[] { key.Role, key.Party, (await File.ReadAllTextAsync(key.File, cancel)).Trim() }.Select(Markup.Escape)]);
        if (table.Rows.Count > 0) Terminal.Data.Write(table);
        return ExitCode.Done;
    });
}
