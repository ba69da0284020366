using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Shared;
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
        verb.SetAction((arguments, cancel) => ReadVerb.Run(at.Of(arguments), "log", "Is it the key of a party that may read it?", cancel, answer => Show(answer, arguments.GetValue(json))));
        return verb;
    }

    private static int Show(JsonElement status, bool json)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(status, ReadJson.Default.JsonElement));
        else Print(status);
        return status.TryGetProperty("alarm", out var alarm)
            ? Terminal.Error(alarm.GetProperty("reason").GetString()!, "Events go on being recorded, and are not proven until this is mended.", ExitCode.DoesNotHold)
            : ExitCode.Done;
    }

    private static void Print(JsonElement status)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(Markup.Escape(status.GetProperty("origin").GetString()!)).AddColumn("leaves").AddColumn("when");
        table.AddRow("sealed", Number(status, "size"), status.TryGetProperty("headAt", out var at) ? Second(at) : "never");
        table.AddRow("countersigned", Number(status, "countersignedSize"), "");
        table.AddRow("not sealed yet", Number(status, "unsealed"), $"{status.GetProperty("lagSeconds").GetDouble().ToString("N1", CultureInfo.InvariantCulture)} s");
        table.AddRow("late", Number(status, "late"), "");
        foreach (var witness in status.GetProperty("witnesses").EnumerateArray())
        {
            table.AddRow(Markup.Escape($"witness {witness.GetProperty("witness").GetString()}"), Number(witness, "size"), Second(witness.GetProperty("at")));
        }

        Terminal.Data.Write(table);
    }

    private static string Number(JsonElement from, string member) => from.GetProperty(member).GetInt64().ToString("N0", CultureInfo.InvariantCulture);

    private static string Second(JsonElement time) => time.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
