using System.CommandLine;
using System.Text.Json;
using Ledger.Cli.Replay;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Report;

/// <summary>The verb <c>ledger report restatement</c>.</summary>
internal static class RestatementVerb
{
    private const string Help =
        """
        Show a period's figures as they were known when it was closed, and as they are known now: stock by product and condition, agreements with lines and milestones.
        Differences name the events that were recorded too late for the close. The close is the end of the period, unless --known-at or --at-position says when it was.

        Example:
          ledger report restatement --book demo --key-file auditor.key --until 2026-11-01T00:00:00Z
          ledger report restatement --book demo --key-file auditor.key --until 2026-11-01T00:00:00Z --known-at 2026-11-05T12:00:00Z --changed

        Exit codes: 0 shown, 1 no such book or no right to it, or the period is not closed, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var until = new Option<string>("--until") { Description = "Where the period ends (ISO 8601 with offset).", Required = true };
        var knownAt = new Option<string?>("--known-at") { Description = "When it was closed: a size of the book's log, or a time." };
        var atPosition = new Option<string?>("--at-position") { Description = "The same as a position of the ledger." };
        var changed = new Option<bool>("--changed") { Description = "Show only what is different now." };
        var (at, rows, json) = (new ConnectionOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command("restatement", Help) { until, knownAt, atPosition, changed, rows, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments),
            Query.Of("reports/restatement", ("until", arguments.GetValue(until)), ("knownAt", arguments.GetValue(knownAt)), ("atPosition", arguments.GetValue(atPosition))),
            "figures", arguments.GetValue(rows), arguments.GetValue(json), "Say when the period was closed: --at-position, or --known-at.", report => Show(report, arguments.GetValue(changed)), cancel));
        return verb;
    }

    private static void Show(JsonElement report, bool isChangedOnly)
    {
        FigureTables.Print(report.GetProperty("figures").EnumerateArray().Where(figure => !isChangedOnly || IsChanged(figure)), "at its close", "now");
        Terminal.Data.WriteLine(
            $"until {report.GetProperty("until").GetString()}: closed at position {report.GetProperty("closedAt").GetInt64()}, now at {report.GetProperty("position").GetInt64()}, "
            + $"{report.GetProperty("lateCount").GetInt64():N0} events of the period recorded since");
    }

    private static bool IsChanged(JsonElement figure) => Text(figure, "before") != Text(figure, "after");

    private static string? Text(JsonElement figure, string member) => figure.TryGetProperty(member, out var value) ? value.GetString() : null;
}
