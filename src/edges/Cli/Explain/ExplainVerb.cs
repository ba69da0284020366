using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;
using Ledger.Client.Reading;
using Spectre.Console;

namespace Ledger.Cli.Explain;

/// <summary>The verb <c>ledger explain</c>.</summary>
internal static class ExplainVerb
{
    private const string Help =
        """
        Show how a figure of a report comes about: the journal entries that add up to it, the events they belong to, and the log leaves that prove those events.
        --known-at and --effective-at explain the figure at another moment.

        Example:
          ledger explain stock --book demo --key-file auditor.key --product nvidia:B300 --account site:PDX1/received
          ledger explain progress --book demo --key-file auditor.key --agreement SA-2026 --line 1 --metric shipped --known-at 700

        Exit codes: 0 shown, 1 refused (no such book or figure, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create() => new("explain", Help) { Stock(), Progress() };

    private static Command Stock()
    {
        var product = new Option<string>("--product") { Description = "Product, manufacturer:part-number.", Required = true };
        var account = new Option<string?>("--account") { Description = "Account, place/condition." };
        var condition = new Option<string?>("--condition") { Description = "Condition, at any place; instead of --account." };
        return Figure("stock", "Explain how many units of a product are in an account or condition.", [product, account, condition], (arguments, at, cancel) =>
            (ledger, limit, after) => ledger.Reads.ExplainFigureAsync(
                "stock", arguments.GetValue(product), arguments.GetValue(account), arguments.GetValue(condition), limit: limit, after: after,
                asOf: at.EffectiveAt, atPosition: at.AtPosition, knownAt: at.KnownAt, cancel: cancel));
    }

    private static Command Progress()
    {
        var agreement = new Option<string>("--agreement") { Description = "Number of the agreement.", Required = true };
        var line = new Option<int>("--line") { Description = "Line of the agreement.", Required = true };
        var metric = new Option<string>("--metric") { Description = "shipped, received, accepted, installed or commissioned.", Required = true };
        return Figure("progress", "Explain the progress of an agreement line.", [agreement, line, metric], (arguments, at, cancel) =>
            (ledger, limit, after) => ledger.Reads.ExplainFigureAsync(
                "progress", agreement: arguments.GetValue(agreement), line: arguments.GetValue(line), metric: arguments.GetValue(metric),
                limit: limit, after: after, asOf: at.EffectiveAt, atPosition: at.AtPosition, knownAt: at.KnownAt, cancel: cancel));
    }

    private static Command Figure(
        string figure, string help, Option[] own,
        Func<ParseResult, Moment, CancellationToken, Func<LedgerClient, int, string?, Task<Viewed<ExplainView>>>> read)
    {
        var (at, moment, rows, json) = (new ConnectionOptions(), new MomentOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command(figure, help) { rows, json };
        Array.ForEach(own, verb.Options.Add);
        moment.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Report(read(arguments, moment.Of(arguments), cancel)), arguments.GetValue(rows), arguments.GetValue(json), Show,
            "'ledger progress' and 'ledger replay' list the figures."));
        return verb;
    }

    private static PagedReport<ExplainView> Report(Func<LedgerClient, int, string?, Task<Viewed<ExplainView>>> read) =>
        new("entries", read, view => (view.Entries.Count, view.Next), pages => pages[0] with { Entries = [.. pages.SelectMany(page => page.Entries)] });

    private static void Show(ExplainView explained)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("counts").RightAligned())
            .AddColumns("position", "from", "to", "occurred", "event", "by", "leaf");
        foreach (var entry in explained.Entries)
        {
            var (recorded, seal) = (entry.Event, entry.Event.Seal);
            table.AddRow([.. new[]
            {
                entry.Counts, entry.Position.ToString(CultureInfo.InvariantCulture), entry.From, entry.To, Terminal.Minute(entry.OccurredAt),
                recorded.Type, recorded.By ?? "",
                string.Create(CultureInfo.InvariantCulture, $"{seal.Index} {seal.Status.ToString().ToLowerInvariant()}"),
            }.Select(Terminal.Cell)]);
        }

        Terminal.Data.Write(table);
        Terminal.Data.WriteLine($"{explained.Value}, from {explained.EventsCount:N0} events up to position {explained.Position}");
    }
}
