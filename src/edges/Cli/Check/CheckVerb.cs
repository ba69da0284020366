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
          ledger check --url http://127.0.0.1:5080 --book demo --key-file auditor.key

        Exit codes: 0 both hold, 1 no such book or no right to it, 2 wrong usage, 3 a balance does not hold, 4 the ledger is away.
        """;

    public static System.CommandLine.Command Create()
    {
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new System.CommandLine.Command("check", Help) { json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), "checks", "Open the book first: POST /books/{book}/open.", cancel, answer => Show(answer, arguments.GetValue(json))));
        return verb;
    }

    private static int Show(JsonElement answer, bool json)
    {
        var report = answer.Deserialize(CheckJson.Default.BalanceReport)!;
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(answer, ReadJson.Default.JsonElement));
        }
        else
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumn("balance").AddColumn("holds");
            table.AddRow("all accounts sum to zero, at every prefix of the history", YesNo(report.AccountsSumToZero));
            table.AddRow("journal and custody agree on every account", YesNo(report.JournalAndCustodyAgree));
            Terminal.Data.Write(table);
            Terminal.Data.WriteLine($"{report.Book}: {report.Units:N0} units, up to position {report.Position}");
        }

        foreach (var finding in report.Findings) Terminal.Say(finding);
        if (report.Holds) return ExitCode.Done;
        return Terminal.Error("a balance does not hold.", "Keep the database as it is and tell the operator what was found.", ExitCode.DoesNotHold);
    }

    private static string YesNo(bool holds) => holds ? "[green]yes[/]" : "[red]NO[/]";
}
