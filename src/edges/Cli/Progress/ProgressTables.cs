using System.Globalization;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Progress;

/// <summary>Two tables: the lines with a small bar in each cell, and the milestones.</summary>
internal static class ProgressTables
{
    private const int BarWidth = 8;

    public static void Print(AgreementProgress progress)
    {
        var when = progress.AsOf is { } moment ? $"as of {moment:yyyy-MM-dd HH:mm}" : $"at position {progress.Position}";
        Terminal.Data.Write(Lines(progress).Title(Markup.Escape($"{progress.Agreement}, {when}")));
        if (progress.Milestones.Count > 0) Terminal.Data.Write(Milestones(progress));
    }

    private static Table Lines(AgreementProgress progress)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("line").AddColumn("product or family");
        foreach (var heading in new[] { "committed", "ordered", "shipped", "received", "accepted", "commissioned" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (var line in progress.Lines)
        {
            table.AddRow(
            [
                line.Line.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(line.Product ?? line.Family ?? ""),
                $"{line.Committed:N0}",
                .. new[] { line.Ordered, line.Shipped, line.Received, line.Accepted, line.Commissioned }.Select(value => Cell(value, line.Committed)),
            ]);
        }

        return table;
    }

    private static Table Milestones(AgreementProgress progress)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("milestone").AddColumn("name").AddColumn("threshold").AddColumn("due").AddColumn("state").AddColumn("reached");
        foreach (var milestone in progress.Milestones)
        {
            var reached = milestone.Reached is { } evidence
                ? $"{evidence.OccurredAt:yyyy-MM-dd}{(evidence.Late ? " (late)" : "")} with {evidence.Count:#,##0.##} at position {evidence.Position}"
                : "";
            table.AddRow(
                Markup.Escape(milestone.Milestone), Markup.Escape(milestone.Name), $"{milestone.Quantity:N0} {Markup.Escape(milestone.Metric)}",
                $"{milestone.DueOn:yyyy-MM-dd}", Coloured(milestone.State), reached);
        }

        return table;
    }

    private static string Cell(decimal value, long committed) => $"{value:#,##0.##} [green]{Bar(value, committed)}[/]";

    /// <summary>Filled by how much of the commitment is there; anything above nothing shows at least one block.</summary>
    internal static string Bar(decimal value, long committed)
    {
        var filled = committed <= 0 || value <= 0 ? 0 : Math.Clamp((int)(value * BarWidth / committed), 1, BarWidth);
        return new string('█', filled) + new string('░', BarWidth - filled);
    }

    private static string Coloured(string state) => state switch
    {
        "confirmed" => "[green]confirmed[/]",
        "reached" => "[blue]reached[/]",
        "missed" or "disputed" => $"[red]{state}[/]",
        _ => Markup.Escape(state),
    };
}
