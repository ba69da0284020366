using System.Text.Json;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Check;

/// <summary>The verb <c>ledger check</c>.</summary>
internal static class CheckVerb
{
    private const string Help =
        """
        Let the ledger prove its two balances: the journal's accounts sum to zero, and journal and custody agree for every account.

        Example:
          ledger check --url http://127.0.0.1:5080 --book demo

        Exit codes: 0 both hold, 1 no such book, 2 wrong usage, 3 a balance does not hold, 4 the ledger is away.
        """;

    public static System.CommandLine.Command Create()
    {
        var (url, book, json) = (CommonOptions.Url(), CommonOptions.Book(), CommonOptions.Json());
        var verb = new System.CommandLine.Command("check", Help) { url, book, json };
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            arguments.GetValue(url)!, $"books/{arguments.GetValue(book)}/checks", "Open the book first: POST /books/{book}/open.", cancel,
            answer => Show(answer, arguments.GetValue(json))));
        return verb;
    }

    private static int Show(JsonElement answer, bool json)
    {
        var balances = Balance.In(answer);
        if (balances.Count == 0) throw new JsonException("the answer holds no balance.");
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(answer, ReadJson.Default.JsonElement));
        }
        else
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumn("balance").AddColumn("holds").AddColumn("evidence");
            foreach (var balance in balances)
            {
                table.AddRow(Markup.Escape(balance.Name), balance.Holds ? "[green]yes[/]" : "[red]NO[/]", Markup.Escape(balance.Evidence));
            }

            Terminal.Data.Write(table);
        }

        if (balances.All(balance => balance.Holds)) return ExitCode.Done;
        return Terminal.Error("a balance does not hold.", "Keep the database as it is and tell the operator; the evidence names the accounts.", ExitCode.DoesNotHold);
    }
}
