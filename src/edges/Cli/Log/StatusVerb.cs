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
        Show how far a book's log is: its size, what is not sealed yet, how far each witness has signed, and what stops it.

        Example:
          ledger log status --book demo --key-file auditor.key
          ledger log status --book demo --key-file auditor.key --json

        Exit codes: 0 the log goes on, 1 no such book or no right to it, 2 wrong usage, 3 an alarm stands: the log is stopped, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var (at, json) = (LogVerb.Connection(), CommonOptions.Json());
        var verb = new Command("status", Help) { json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.ReadLogStatusAsync(cancel: cancel), arguments.GetValue(json), Show, "Is it the key of a party that may read it?", ExitCodeOf));
        return verb;
    }

    private static int ExitCodeOf(LogStatus status) => status.Alarm is { Reason: var reason }
        ? Terminal.Error(reason, "Events go on being recorded, and are not proven until this is mended.", ExitCode.DoesNotHold)
        : ExitCode.Done;

    private static void Show(LogStatus status)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(Markup.Escape(status.Origin)).AddColumn("leaves").AddColumn("when");
        table.AddRow("sealed", Number(status.Size), status.HeadAt is { } at ? Second(at) : "never");
        table.AddRow("countersigned", Number(status.CountersignedSize), "");
        table.AddRow("not sealed yet", Number(status.Unsealed), $"{status.LagSeconds.ToString("N1", CultureInfo.InvariantCulture)} s");
        table.AddRow("late", Number(status.Late), "");
        foreach (var witness in status.Witnesses)
        {
            table.AddRow(Markup.Escape($"witness {witness.Witness}"), Number(witness.Size), Second(witness.At));
        }

        Terminal.Data.Write(table);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
