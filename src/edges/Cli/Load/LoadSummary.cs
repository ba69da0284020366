using System.Text.Json;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Load;

/// <summary>What became of the lines: a table for people, or one JSON object on stdout.</summary>
internal static class LoadSummary
{
    /// <summary>Nothing was sent this time, so a line is enough.</summary>
    public static void Remind(LoadState state, bool json)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(state, ResumeJson.Default.LoadState));
        Terminal.Say($"already loaded into {state.Book}: {state.Accepted:N0} accepted, {state.RefusedLines:N0} refused (--again sends the file again)");
    }

    public static void Print(LoadState state, bool json, string outcome)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(state, ResumeJson.Default.LoadState));
            Terminal.Say(outcome);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumn("outcome").AddColumn(new TableColumn("lines").RightAligned());
        table.AddRow("accepted", $"{state.Accepted:N0}");
        foreach (var (code, count) in state.Refused) table.AddRow(Terminal.Cell($"refused: {code}"), $"{count:N0}");
        foreach (var (reason, count) in state.OrdersRefused)
        {
            table.AddRow(Terminal.Cell($"accepted, order then refused: {reason}"), $"{count:N0}");
        }

        if (state.Replayed > 0) table.AddRow("accepted lines that had been recorded before", $"{state.Replayed:N0}");
        Terminal.Data.Write(table);
        Terminal.Say(outcome);
    }
}
