using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Replay;

/// <summary>The verb <c>ledger replay</c>.</summary>
internal static class ReplayVerb
{
    private const string Help =
        """
        Show a book as it was known at a position of the ledger: stock, agreements, orders, batches and racks.
        With --diff POSITION2, show what changed between the two positions instead, each row with the events that changed it.
        With --effective-at TIME, count only what had happened by then.

        Example:
          ledger replay --book demo --key-file auditor.key --to 1200
          ledger replay --book demo --key-file auditor.key --to 1200 --diff 1500 --json

        Exit codes: 0 shown, 1 no such book or no right to it, or the position is not reached, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var to = new Option<long?>("--to") { Description = "The position; the present without it." };
        var diff = new Option<long?>("--diff") { Description = "The other position, earlier or later." };
        var effectiveAt = CommonOptions.Time("--effective-at", "Count only what had happened by this time");
        var (at, rows, json) = (new ConnectionOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command("replay", Help) { to, diff, effectiveAt, rows, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Report(arguments.GetValue(to), arguments.GetValue(diff), arguments.GetValue(effectiveAt), cancel), arguments.GetValue(rows), arguments.GetValue(json), Show,
            "See how far the ledger is: ledger events, or replay without --to."));
        return verb;
    }

    private static PagedReport<ReplayView> Report(long? to, long? diff, DateTimeOffset? effectiveAt, CancellationToken cancel)
    {
        var (first, last) = to is { } one && diff is { } other ? (Math.Min(one, other), Math.Max(one, other)) : (diff, to);
        return new(
            "figures",
            (ledger, limit, after) => ledger.Reads.ReplayBookAsync(first, last, effectiveAt, limit, after, cancel: cancel),
            view => (view.Figures.Count, view.Next),
            pages => pages[0] with { Figures = [.. pages.SelectMany(page => page.Figures)] });
    }

    private static void Show(ReplayView replay)
    {
        var (from, to) = (replay.From, replay.To);
        FigureTables.Print(replay.Figures, from is null ? null : $"at {from}", $"at {to}");
        if (replay.Figures.Count == 0) Terminal.Data.WriteLine(from is null ? $"Nothing is known at position {to}." : $"No figure is different at {to} from what it was at {from}.");
        var types = string.Join(", ", replay.Types.Select(type => $"{type.EventsCount:N0} {type.Type}"));
        Terminal.Data.WriteLine($"{replay.EventsCount:N0} events{(from is null ? "" : $" after {from}")} up to {to}{(types.Length > 0 ? $": {types}" : "")}");
    }
}
