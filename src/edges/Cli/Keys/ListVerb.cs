using System.CommandLine;
using System.Text.Json;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Keys;

/// <summary>The verb <c>ledger keys list</c>.</summary>
internal static class ListVerb
{
    private const string Help =
        """
        List the keys of a book's apps: who holds them, what they allow, and when they were last used.

        Example:
          ledger keys list --book demo --key-file operator.key
          ledger keys list --book _operator --json

        Exit codes: 0 listed, 1 refused (no such book, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var at = new ConnectionOptions(KeyCommands.Book());
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line instead of a table." };
        var verb = new Command("list", Help) { json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(at.Of(arguments), arguments.GetValue(json), cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, bool json, CancellationToken cancel) =>
        Failures.Handle(at.Url, "Check that the key is the operator's.", async () =>
        {
            using var ledger = at.Open();
            var table = new Table().Border(TableBorder.Rounded).AddColumns("key", "name", "app", "party", "mode", "scopes", "state", "last used", "expires");
            await foreach (var key in ledger.Reads.ListKeysAsync(cancel: cancel))
            {
                if (json) Console.Out.WriteLine(JsonSerializer.Serialize(key, LedgerJson.Options));
                else table.AddRow([.. Row(key).Select(Terminal.Cell)]);
            }

            if (!json) Terminal.Data.Write(table);
            return ExitCode.Done;
        });

    private static string[] Row(KeyView key) =>
    [
        key.Key, key.Name, key.App, key.Party, Lower(key.Mode), string.Join(' ', key.Scopes), Lower(key.State), Minute(key.LastUsedAt), Minute(key.ExpiresAt),
    ];

    private static string Lower<T>(T value) => value!.ToString()!.ToLowerInvariant();

    private static string Minute(DateTimeOffset? time) => time is { } given ? Terminal.Minute(given) : "";
}
