using System.Globalization;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Progress;

/// <summary>Two tables: the lines, with a small bar in each cell where there is room for it, and the milestones.</summary>
internal static class ProgressTables
{
    private const int BarWidth = 8;

    /// <summary>From here on there is room for bars and for the whole evidence; a plain terminal has 80 columns.</summary>
    private const int WideColumns = 125;

    private static bool IsWide => Terminal.Data.Profile.Width >= WideColumns;

    public static void Print(ProgressView progress)
    {
        var when = progress.AsOf is { } moment ? $"as of {moment:yyyy-MM-dd HH:mm}" : $"at position {progress.Position}";
        Terminal.Data.Write(Lines(progress).Title(Terminal.Cell($"{progress.Agreement}, {when}")));
        if (progress.Milestones.Count > 0) Terminal.Data.Write(Milestones(progress));
    }

    private static Table Lines(ProgressView progress)
    {
        var table = Empty().AddColumn(Column("#")).AddColumn(Column("product"));
        foreach (var heading in new[] { "committed", "ordered", "shipped", "received", "accepted", IsWide ? "commissioned" : "commiss." })
        {
            table.AddColumn(Column(heading).RightAligned());
        }

        foreach (var line in progress.Lines)
        {
            table.AddRow(
            [
                line.Line.ToString(CultureInfo.InvariantCulture),
                Terminal.Cell(IsWide ? line.Product ?? line.Family ?? "" : line.Product?.Split(':')[^1] ?? line.Family ?? ""),
                $"{line.Committed:N0}",
                .. new[] { line.Ordered, line.Shipped, line.Received, line.Accepted, line.Commissioned }.Select(value => Cell(value, line.Committed)),
            ]);
        }

        return table;
    }

    private static Table Milestones(ProgressView progress)
    {
        // The name is the one column that may take a second row.
        var table = Empty().AddColumn(Column("id")).AddColumn(Column("milestone", mayWrap: true));
        foreach (var heading in new[] { "threshold", "due", "state", "reached" }) table.AddColumn(Column(heading));
        foreach (var milestone in progress.Milestones)
        {
            table.AddRow(
                Terminal.Cell(milestone.Code), Terminal.Cell(milestone.Name), $"{milestone.Quantity:N0} {Terminal.Cell(milestone.Metric)}",
                $"{milestone.DueOn:yyyy-MM-dd}", Coloured(milestone.State), Reached(milestone.Reached));
        }

        return table;
    }

    private static Table Empty() => new Table().Border(IsWide ? TableBorder.Rounded : TableBorder.Horizontal);

    private static TableColumn Column(string heading, bool mayWrap = false)
    {
        var column = new TableColumn(heading) { NoWrap = !mayWrap };
        return IsWide ? column : column.Padding(0, 0, 1, 0);
    }

    private static string Cell(Fraction value, long committed) =>
        IsWide ? $"{Text(value)} [green]{Bar(value.ToDecimal(), committed)}[/]" : Text(value);

    /// <summary>What no decimal writes exactly is shown as the fraction that it is: 4/3 is reached where 1.33 looks as if it were less.</summary>
    private static string Text(Fraction value) => value.IsDecimal ? $"{value.ToDecimal():#,##0.##}" : value.ToString();

    private static string Reached(ReachedEvidence? evidence)
    {
        if (evidence is null) return "";
        var when = $"{evidence.OccurredAt:yyyy-MM-dd}{(evidence.Late ? " (late)" : "")}";
        return IsWide ? $"{when} with {Text(evidence.Count)} at position {evidence.Position}" : when;
    }

    /// <summary>Filled by how much of the commitment is there; anything above nothing shows at least one block.</summary>
    internal static string Bar(decimal value, long committed)
    {
        var filled = committed <= 0 || value <= 0 ? 0 : Math.Clamp((int)(value * BarWidth / committed), 1, BarWidth);
        return new string('█', filled) + new string('░', BarWidth - filled);
    }

    private static string Coloured(MilestoneState state) => state switch
    {
        MilestoneState.Confirmed => "[green]confirmed[/]",
        MilestoneState.Reached => "[blue]reached[/]",
        MilestoneState.Missed => "[red]missed[/]",
        MilestoneState.Disputed => "[red]disputed[/]",
        _ => state.ToString().ToLowerInvariant(),
    };
}
