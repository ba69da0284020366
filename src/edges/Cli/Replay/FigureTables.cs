using System.Text.Json;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Replay;

/// <summary>Figures at one moment or two, a table for each kind, each row with the events that changed it.</summary>
internal static class FigureTables
{
    /// <summary>Events that a row names; <c>--json</c> names more, <c>ledger explain</c> all.</summary>
    private const int EventsShown = 3;

    /// <param name="before">Heading of the earlier moment; null when there is one moment only.</param>
    public static void Print(IEnumerable<JsonElement> figures, string? before, string after)
    {
        foreach (var kind in figures.GroupBy(figure => figure.GetProperty("of").GetString()!))
        {
            var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(kind.Key)).AddColumns("which", "figure");
            if (before is not null) table.AddColumn(new TableColumn(before).RightAligned());
            table.AddColumn(new TableColumn(after).RightAligned());
            if (before is not null) table.AddColumn(new TableColumn("difference").RightAligned()).AddColumn("events");
            foreach (var figure in kind)
            {
                table.AddRow([.. RowOf(figure, before is not null).Select(Markup.Escape)]);
            }

            Terminal.Data.Write(table);
        }
    }

    private static IEnumerable<string> RowOf(JsonElement figure, bool isOfTwo)
    {
        yield return Text(figure, "key");
        yield return Text(figure, "figure");
        if (isOfTwo) yield return Text(figure, "before");
        yield return Text(figure, "after");
        if (!isOfTwo) yield break;
        yield return Text(figure, "difference");
        yield return Events(figure);
    }

    private static string Events(JsonElement figure)
    {
        var events = figure.GetProperty("events").EnumerateArray().Take(EventsShown).Select(e => $"{e.GetProperty("position").GetInt64()} {Short(e.GetProperty("type").GetString()!)}").ToList();
        var more = figure.GetProperty("eventsCount").GetInt64() - events.Count;
        return string.Join(", ", events) + (more > 0 ? $" and {more:N0} more" : "");
    }

    /// <summary><c>batch-received</c> of <c>logistics.batch-received.v1</c>.</summary>
    private static string Short(string type) => type.Split('.') is [_, var name, ..] ? name : type;

    private static string Text(JsonElement json, string member) => json.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";
}
