using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Check;

/// <summary>The verb <c>ledger check</c>.</summary>
internal static class CheckVerb
{
    private const string Help =
        """
        Ask the ledger to check its two balances: the accounts of the journal sum to zero, and the journal and custody agree on every account.

        Example:
          ledger check --url http://127.0.0.1:5080 --book demo --key-file auditor.key

        Exit codes: 0 both balances hold, 1 refused (no such book, or no access), 2 wrong usage, 3 a balance does not hold, 4 no answer from the ledger.
        """;

    public static System.CommandLine.Command Create()
    {
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new System.CommandLine.Command("check", Help) { json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.RunChecksAsync(cancel: cancel), arguments.GetValue(json), Show,
            "Open the book first (POST /books/{book}/open), and check the key.", ExitCodeOf));
        return verb;
    }

    private static void Show(BalanceReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("balance").AddColumn("holds");
        table.AddRow("all accounts sum to zero at every position", YesNo(report.AccountsSumToZero));
        table.AddRow("journal and custody agree on every account", YesNo(report.JournalAndCustodyAgree));
        table.AddRow("no more is shipped than ordered at every effective time", YesNo(report.ShippedWithinOrdered));
        Terminal.Data.Write(table);
        Terminal.Data.WriteLine($"{report.Book}: {report.Units:N0} units, up to position {report.Position}");
    }

    private static int ExitCodeOf(BalanceReport report)
    {
        foreach (var finding in report.Findings) Terminal.Say(finding);
        if (report.Holds) return ExitCode.Done;
        return Terminal.Error("a balance does not hold.", "Do not change the database. Report the findings to the operator.", ExitCode.DoesNotHold);
    }

    private static string YesNo(bool holds) => holds ? "[green]yes[/]" : "[red]NO[/]";
}
