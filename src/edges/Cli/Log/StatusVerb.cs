using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Log;

/// <summary>The verb <c>ledger log status</c>.</summary>
internal static class StatusVerb
{
    private const string Help =
        """
        Show the state of a book's log: its size, what is not sealed yet, how far each witness has signed, and the alarm that stopped it, if any.

        Example:
          ledger log status --book demo --key-file auditor.key
          ledger log status --book demo --key-file auditor.key --json

        Exit codes: 0 the log is running, 1 refused (no such book, or no access), 2 wrong usage, 3 an alarm has stopped the log, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var (at, json) = (LogVerb.Connection(), CommonOptions.Json());
        var verb = new Command("status", Help) { json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.ReadLogStatusAsync(cancel: cancel), arguments.GetValue(json), Show,
            "Check --book and the key.", ExitCodeOf));
        return verb;
    }

    private static int ExitCodeOf(LogStatus status) => status.Alarm is { Reason: var reason }
        ? Terminal.Error(reason, "Events are still recorded, but not sealed until this is repaired.", ExitCode.DoesNotHold)
        : ExitCode.Done;

    private static void Show(LogStatus status)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(Terminal.Cell(status.Origin)).AddColumn("leaves").AddColumn("when");
        table.AddRow("sealed", Number(status.Size), status.HeadAt is { } at ? Second(at) : "never");
        table.AddRow("countersigned", Number(status.CountersignedSize), "");
        table.AddRow("not sealed yet", Number(status.Unsealed), $"{status.LagSeconds.ToString("N1", CultureInfo.InvariantCulture)} s");
        table.AddRow("late", Number(status.Late), "");
        foreach (var witness in status.Witnesses)
        {
            table.AddRow(Terminal.Cell($"witness {witness.Witness}"), Number(witness.Size), Second(witness.At));
        }

        Terminal.Data.Write(table);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
