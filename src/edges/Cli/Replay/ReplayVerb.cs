using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Shared;
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
        var effectiveAt = new Option<string?>("--effective-at") { Description = "Count only what had happened by this time (ISO 8601 with offset)." };
        var (at, rows, json) = (new ConnectionOptions(), PagedRead.Rows(), CommonOptions.Json());
        var verb = new Command("replay", Help) { to, diff, effectiveAt, rows, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => PagedRead.Run(
            at.Of(arguments), Address(arguments.GetValue(to), arguments.GetValue(diff), arguments.GetValue(effectiveAt)), "figures", arguments.GetValue(rows), arguments.GetValue(json),
            "See how far the ledger is: ledger events, or replay without --to.", Show, cancel));
        return verb;
    }

    private static string Address(long? to, long? diff, string? effectiveAt)
    {
        var (first, last) = to is { } one && diff is { } other ? (Math.Min(one, other), Math.Max(one, other)) : (diff, to);
        return Query.Of("replay", ("from", first?.ToString(CultureInfo.InvariantCulture)), ("to", last?.ToString(CultureInfo.InvariantCulture)), ("effectiveAt", effectiveAt));
    }

    private static void Show(JsonElement replay)
    {
        var (from, to) = (replay.TryGetProperty("from", out var earlier) ? earlier.GetInt64() : (long?)null, replay.GetProperty("to").GetInt64());
        FigureTables.Print(replay.GetProperty("figures").EnumerateArray(), from is null ? null : $"at {from}", $"at {to}");
        if (replay.GetProperty("figures").GetArrayLength() == 0) Terminal.Data.WriteLine(from is null ? $"Nothing is known at position {to}." : $"No figure is different at {to} from what it was at {from}.");
        var types = string.Join(", ", replay.GetProperty("types").EnumerateArray().Select(t => $"{t.GetProperty("eventsCount").GetInt64():N0} {t.GetProperty("type").GetString()}"));
        Terminal.Data.WriteLine($"{replay.GetProperty("eventsCount").GetInt64():N0} events{(from is null ? "" : $" after {from}")} up to {to}{(types.Length > 0 ? $": {types}" : "")}");
    }
}
