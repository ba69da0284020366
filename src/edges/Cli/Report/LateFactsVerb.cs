using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Report;

/// <summary>The verb <c>ledger report late-facts</c>.</summary>
internal static class LateFactsVerb
{
    private const string Help =
        """
        List the facts that partners told later than they may, and count them by partner.

        Example:
          ledger report late-facts --book demo --key-file auditor.key --threshold PT24H
          ledger report late-facts --book demo --key-file auditor.key --threshold P7D --json

        Exit codes: 0 listed, 1 no such book or no right to it, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var threshold = new Option<string>("--threshold") { Description = "How late a fact may be told, an ISO 8601 duration.", DefaultValueFactory = _ => "PT24H" };
        var (at, moment, rows, json) = (new ConnectionOptions(), new MomentOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command("late-facts", Help) { threshold, rows, json };
        moment.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Query.Of("reports/late-facts", [("threshold", arguments.GetValue(threshold)), .. moment.Of(arguments)]), "facts", arguments.GetValue(rows), arguments.GetValue(json),
            "A duration looks like PT24H or P7D.", Show, cancel));
        return verb;
    }

    private static void Show(JsonElement report)
    {
        var partners = new Table().Border(TableBorder.Rounded).AddColumn("partner").AddColumn(new TableColumn("facts").RightAligned()).AddColumn(new TableColumn("late").RightAligned()).AddColumn("worst");
        foreach (var partner in report.GetProperty("partners").EnumerateArray())
        {
            partners.AddRow([.. new[]
            {
                partner.GetProperty("party").GetString()!, $"{partner.GetProperty("factsCount").GetInt64():N0}", $"{partner.GetProperty("lateCount").GetInt64():N0}",
                Duration(partner.GetProperty("worst").GetString()!),
            }.Select(Markup.Escape)]);
        }

        Terminal.Data.Write(partners);
        var facts = new Table().Border(TableBorder.Rounded).AddColumns("position", "event", "stream", "by", "occurred", "recorded", "late by");
        foreach (var fact in report.GetProperty("facts").EnumerateArray())
        {
            facts.AddRow([.. new[]
            {
                fact.GetProperty("position").GetRawText(), fact.GetProperty("type").GetString()!, fact.GetProperty("stream").GetString()!, fact.GetProperty("by").GetString()!,
                Minute(fact.GetProperty("occurredAt")), Minute(fact.GetProperty("recordedAt")), Duration(fact.GetProperty("delay").GetString()!),
            }.Select(Markup.Escape)]);
        }

        if (facts.Rows.Count > 0) Terminal.Data.Write(facts);
        Terminal.Data.WriteLine($"late: more than {Duration(report.GetProperty("threshold").GetString()!)}, up to position {report.GetProperty("position").GetInt64()}");
    }

    private static string Minute(JsonElement time) => time.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Duration(string iso)
    {
        var time = XmlConvert.ToTimeSpan(iso);
        return time.ToString(time.Days == 0 ? @"hh\:mm\:ss" : @"d' d 'hh\:mm", CultureInfo.InvariantCulture);
    }
}
