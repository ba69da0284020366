using System.CommandLine;
using Ledger.Cli.Replay;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
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
        var until = CommonOptions.Time("--until", "Where the period ends");
        until.Required = true;
        var knownAt = new Option<string?>("--known-at") { Description = "When it was closed: a size of the book's log, or a time." };
        var atPosition = new Option<long?>("--at-position") { Description = "The same as a position of the ledger." };
        var changed = new Option<bool>("--changed") { Description = "Show only what is different now." };
        var (at, rows, json) = (new ConnectionOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command("restatement", Help) { until, knownAt, atPosition, changed, rows, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Report(arguments.GetValue(until)!.Value, arguments.GetValue(knownAt), arguments.GetValue(atPosition), cancel), arguments.GetValue(rows), arguments.GetValue(json),
            report => Show(report, arguments.GetValue(changed)), "Say when the period was closed: --at-position, or --known-at."));
        return verb;
    }

    private static PagedReport<RestatementView> Report(DateTimeOffset until, string? knownAt, long? atPosition, CancellationToken cancel) => new(
        "figures",
        (ledger, limit, after) => ledger.Reads.ReportRestatementAsync(until, atPosition, knownAt, limit, after, cancel: cancel),
        view => (view.Figures.Count, view.Next),
        pages => pages[0] with { Figures = [.. pages.SelectMany(page => page.Figures)] });

    private static void Show(RestatementView report, bool isChangedOnly)
    {
        FigureTables.Print(report.Figures.Where(figure => !isChangedOnly || figure.Before != figure.After), "at its close", "now");
        Terminal.Data.WriteLine(
            $"until {report.Until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: closed at position {report.ClosedAt}, now at {report.Position}, {report.LateCount:N0} events of the period recorded since");
    }
}
