using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
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
            at.Of(arguments), ledger => ledger.Reads.RunChecksAsync(cancel: cancel), arguments.GetValue(json), Show, "Open the book first: POST /books/{book}/open.", ExitCodeOf));
        return verb;
    }

    private static void Show(BalanceReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("balance").AddColumn("holds");
        table.AddRow("all accounts sum to zero, at every prefix of the history", YesNo(report.AccountsSumToZero));
        table.AddRow("journal and custody agree on every account", YesNo(report.JournalAndCustodyAgree));
        Terminal.Data.Write(table);
        Terminal.Data.WriteLine($"{report.Book}: {report.Units:N0} units, up to position {report.Position}");
    }

    private static int ExitCodeOf(BalanceReport report)
    {
        foreach (var finding in report.Findings) Terminal.Say(finding);
        if (report.Holds) return ExitCode.Done;
        return Terminal.Error("a balance does not hold.", "Keep the database as it is and tell the operator what was found.", ExitCode.DoesNotHold);
    }

    private static string YesNo(bool holds) => holds ? "[green]yes[/]" : "[red]NO[/]";
}
