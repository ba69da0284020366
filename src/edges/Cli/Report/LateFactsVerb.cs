using System.CommandLine;
using System.Globalization;
using System.Xml;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Report;

/// <summary>The verb <c>ledger report late-facts</c>.</summary>
internal static class LateFactsVerb
{
    private const string Help =
        """
        List the events that partners reported later than a threshold allows, or as having happened before what they rest on, and count them by partner.

        Example:
          ledger report late-facts --book demo --key-file auditor.key --threshold PT24H
          ledger report late-facts --book demo --key-file auditor.key --threshold P7D --json

        Exit codes: 0 listed, 1 refused (no such book, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var threshold = new Option<string>("--threshold")
        {
            Description = "Longest delay that is not late, as an ISO 8601 duration.",
            DefaultValueFactory = _ => "PT24H",
        };
        var (at, moment, rows, json) = (new ConnectionOptions(), new MomentOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command("late-facts", Help) { threshold, rows, json };
        moment.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Report(arguments.GetValue(threshold)!, moment.Of(arguments), cancel), arguments.GetValue(rows), arguments.GetValue(json), Show,
            "A duration looks like PT24H or P7D."));
        return verb;
    }

    private static PagedReport<LateFactsView> Report(string threshold, Moment moment, CancellationToken cancel) => new(
        "facts",
        (ledger, limit, after) =>
            ledger.Reads.ReportLateFactsAsync(threshold, limit, after, moment.EffectiveAt, moment.AtPosition, moment.KnownAt, cancel: cancel),
        view => (view.Facts.Count, view.Next),
        pages => pages[0] with { Facts = [.. pages.SelectMany(page => page.Facts)] });

    private static void Show(LateFactsView report)
    {
        var partners = new Table().Border(TableBorder.Rounded).AddColumn("partner").AddColumn(new TableColumn("facts").RightAligned())
            .AddColumn(new TableColumn("late").RightAligned()).AddColumn("worst").AddColumn(new TableColumn("moved").RightAligned()).AddColumn("by most");
        foreach (var partner in report.Partners)
        {
            partners.AddRow([.. new[]
            {
                partner.Party, $"{partner.FactsCount:N0}", $"{partner.LateCount:N0}", Duration(partner.Worst), $"{partner.MovedCount:N0}",
                partner.MovedMost is { } most ? Duration(most) : "",
            }.Select(Terminal.Cell)]);
        }

        Terminal.Data.Write(partners);
        var facts = new Table().Border(TableBorder.Rounded).AddColumns("position", "event", "stream", "by", "told", "takes effect", "recorded", "late by");
        foreach (var fact in report.Facts)
        {
            facts.AddRow([.. new[]
            {
                fact.Position.ToString(CultureInfo.InvariantCulture), fact.Type, fact.Stream, fact.By,
                Terminal.Minute(fact.OccurredAt), fact.EffectiveAt is { } effective ? Terminal.Minute(effective) : "", Terminal.Minute(fact.RecordedAt),
                Duration(fact.Delay),
            }.Select(Terminal.Cell)]);
        }

        if (facts.Rows.Count > 0) Terminal.Data.Write(facts);
        Terminal.Data.WriteLine(
            $"late: more than {Duration(report.Threshold)}, up to position {report.Position}; moved: told as earlier than what it rests on");
    }

    private static string Duration(string iso)
    {
        var time = XmlConvert.ToTimeSpan(iso);
        return time.ToString(time.Days == 0 ? @"hh\:mm\:ss" : @"d' d 'hh\:mm", CultureInfo.InvariantCulture);
    }
}
