using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Explain;

/// <summary>The verb <c>ledger explain</c>.</summary>
internal static class ExplainVerb
{
    private const string Help =
        """
        Show why a figure of a report is what it is: the entries of the journal that sum up to it, the events that they are of, and the leaves of the log that prove these.
        --known-at and --effective-at ask for the figure at another moment.

        Example:
          ledger explain stock --book demo --key-file auditor.key --product nvidia:B300 --account site:PDX1/received
          ledger explain progress --book demo --key-file auditor.key --agreement SA-2026 --line 1 --metric shipped --known-at 700

        Exit codes: 0 shown, 1 no such book or figure, or no right to it, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create() => new("explain", Help) { Stock(), Progress() };

    private static Command Stock()
    {
        var product = new Option<string>("--product") { Description = "The product.", Required = true };
        var account = new Option<string?>("--account") { Description = "The account, place/condition." };
        var condition = new Option<string?>("--condition") { Description = "Instead of an account: the condition, wherever the units are." };
        return Figure("stock", "Explain how many units of a product are in an account or a condition.", [product, account, condition], arguments =>
            [("product", arguments.GetValue(product)), ("account", arguments.GetValue(account)), ("condition", arguments.GetValue(condition))]);
    }

    private static Command Progress()
    {
        var agreement = new Option<string>("--agreement") { Description = "The agreement.", Required = true };
        var line = new Option<int>("--line") { Description = "Its line.", Required = true };
        var metric = new Option<string>("--metric") { Description = "shipped, received, accepted, installed or commissioned.", Required = true };
        return Figure("progress", "Explain how far an agreement's line is.", [agreement, line, metric], arguments =>
            [("agreement", arguments.GetValue(agreement)), ("line", arguments.GetValue(line).ToString(CultureInfo.InvariantCulture)), ("metric", arguments.GetValue(metric))]);
    }

    private static Command Figure(string figure, string help, Option[] own, Func<ParseResult, (string, string?)[]> query)
    {
        var (at, moment, rows, json) = (new ConnectionOptions(), new MomentOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command(figure, help) { rows, json };
        Array.ForEach(own, verb.Options.Add);
        moment.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Query.Of("explain", [("figure", figure), .. query(arguments), .. moment.Of(arguments)]), "entries", arguments.GetValue(rows), arguments.GetValue(json),
            "See the figures: ledger progress, ledger replay.", Show, cancel));
        return verb;
    }

    private static void Show(JsonElement explained)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("counts").RightAligned()).AddColumns("position", "from", "to", "occurred", "event", "by", "leaf");
        foreach (var entry in explained.GetProperty("entries").EnumerateArray())
        {
            var recorded = entry.GetProperty("event");
            var seal = recorded.GetProperty("seal");
            table.AddRow([.. new[]
            {
                entry.GetProperty("counts").GetString()!, entry.GetProperty("position").GetRawText(), entry.GetProperty("from").GetString()!, entry.GetProperty("to").GetString()!,
                entry.GetProperty("occurredAt").GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), recorded.GetProperty("type").GetString()!,
                recorded.TryGetProperty("by", out var by) ? by.GetString()! : "", $"{(seal.TryGetProperty("index", out var index) ? index.GetRawText() : "")} {seal.GetProperty("status").GetString()}",
            }.Select(Markup.Escape)]);
        }

        Terminal.Data.Write(table);
        Terminal.Data.WriteLine($"{explained.GetProperty("value").GetString()}, from {explained.GetProperty("eventsCount").GetInt64():N0} events up to position {explained.GetProperty("position").GetInt64()}");
    }
}
