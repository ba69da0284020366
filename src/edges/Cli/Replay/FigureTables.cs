using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Replay;

/// <summary>Figures at one moment or two, a table for each kind, each row with the events that changed it.</summary>
internal static class FigureTables
{
    /// <summary>Events that a row names; <c>--json</c> names more, <c>ledger explain</c> all.</summary>
    private const int EventsShown = 3;

    /// <param name="before">Heading of the earlier moment; null when there is one moment only.</param>
    public static void Print(IEnumerable<ReplayedFigure> figures, string? before, string after)
    {
        foreach (var kind in figures.GroupBy(figure => figure.Of))
        {
            var table = new Table().Border(TableBorder.Rounded).Title(Terminal.Cell(kind.Key)).AddColumns("which", "figure");
            if (before is not null) table.AddColumn(new TableColumn(before).RightAligned());
            table.AddColumn(new TableColumn(after).RightAligned());
            if (before is not null) table.AddColumn(new TableColumn("difference").RightAligned()).AddColumn("events");
            foreach (var figure in kind)
            {
                table.AddRow([.. RowOf(figure, before is not null).Select(Terminal.Cell)]);
            }

            Terminal.Data.Write(table);
        }
    }

    private static IEnumerable<string> RowOf(ReplayedFigure figure, bool isOfTwo)
    {
        yield return figure.Key;
        yield return figure.Figure;
        if (isOfTwo) yield return figure.Before ?? "";
        yield return figure.After ?? "";
        if (!isOfTwo) yield break;
        yield return figure.Difference ?? "";
        yield return Events(figure);
    }

    private static string Events(ReplayedFigure figure)
    {
        var events = figure.Events.Take(EventsShown).Select(e => $"{e.Position} {Short(e.Type)}").ToList();
        var more = figure.EventsCount - events.Count;
        return string.Join(", ", events) + (more > 0 ? $" and {more:N0} more" : "");
    }

    /// <summary><c>batch-received</c> of <c>logistics.batch-received.v1</c>.</summary>
    private static string Short(string type) => type.Split('.') is [_, var name, ..] ? name : type;
}
