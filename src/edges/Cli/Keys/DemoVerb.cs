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
        Issue a key for each role of each party of a book, and write each to a file named after the role. Files with a valid key are kept.
        This is for trials. In production each party gets its own keys, and nobody holds all of them.

        Example:
          ledger keys demo --book demo --dir .ledger/keys/demo --key-file .ledger/operator.key
          ledger keys demo --test --book demo --dir .ledger/keys/sandbox --key-file .ledger/operator.key

        Exit codes: 0 every role has a key, 1 refused, 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var directory = new Option<DirectoryInfo>("--dir") { Description = "Directory to write the keys to.", Required = true };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var test = new Option<bool>("--test") { Description = "Issue test keys, which work on the sandbox of the book." };
        var verb = new Command("demo", Help) { directory, test, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments), arguments.GetValue(directory)!.FullName, arguments.GetValue(test) ? KeyMode.Test : KeyMode.Live, arguments.GetValue(json),
            cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, string directory, KeyMode mode, bool json, CancellationToken cancel) =>
        Failures.Handle(at.Url, "Check that the book is open and that the key is the operator's.", async () =>
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
            foreach (var key in made.Where(key => key.IsNew))
            {
                var text = (await File.ReadAllTextAsync(key.File, cancel)).Trim();
                table.AddRow([.. new[] { key.Role, key.Party, text }.Select(Terminal.Cell)]);
            }

            if (table.Rows.Count > 0) Terminal.Data.Write(table);
            return ExitCode.Done;
        });
}
