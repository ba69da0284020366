using System.CommandLine;
using System.Text.Json;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Feed;

namespace Ledger.Cli.Events;

/// <summary>The verb <c>ledger events</c>.</summary>
internal static class EventsVerb
{
    private const string Help =
        """
        Print the book's events in the ledger's order, a JSON object a line, as far as the key's role may see them.
        With --follow it goes on with what is recorded, until Ctrl-C. With --cursor FILE it begins behind the last event that was printed before, and keeps the place.

        Example:
          ledger events --book demo --key-file auditor.key --after 1200
          ledger events --book demo --key-file auditor.key --follow --cursor demo.position

        Exit codes: 0 printed to the end, 1 no such book or no right to it, 2 wrong usage, 4 the ledger is away, 130 interrupted.
        """;

    public static Command Create()
    {
        var after = new Option<long>("--after") { Description = "Begin behind this position." };
        var follow = new Option<bool>("--follow") { Description = "Go on with what is recorded." };
        var cursor = new Option<FileInfo>("--cursor") { Description = "File that keeps the place." };
        var at = new ConnectionOptions();
        var verb = new Command("events", Help) { after, follow, cursor };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) =>
        {
            ICursorStore place = arguments.GetValue(cursor) is { } file ? new FileCursor(file.FullName) : new InMemoryCursor(arguments.GetValue(after));
            return Run(at.Of(arguments), place, arguments.GetValue(follow), cancel);
        });
        return verb;
    }

    private static Task<int> Run(Connection at, ICursorStore place, bool follow, CancellationToken cancel) => Failures.Handle(at.Url, "See which books there are.", async () =>
    {
        using var ledger = at.Open();
        if (follow)
        {
            await ledger.Feed.FollowAsync(place, (recorded, _) => Print(recorded), new() { Waiting = Terminal.Say }, cancel);
        }

        await foreach (var recorded in ledger.Feed.ReadAsync(await place.ReadAsync(cancel), cancel))
        {
            await Print(recorded);
            await place.WriteAsync(recorded.Position, cancel);
        }

        return ExitCode.Done;
    });

    private static async Task Print(LedgerEvent recorded)
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(recorded, LedgerJson.Options));
        await Console.Out.FlushAsync();
    }
}
