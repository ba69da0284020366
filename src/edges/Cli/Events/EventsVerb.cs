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
        Print the events of a book in the order of the ledger, one JSON object a line. You see the events that your role may see.
        With --follow, keep printing new events until Ctrl-C. With --cursor FILE, start after the last event printed before; the file stores the position.

        Example:
          ledger events --book demo --key-file auditor.key --after 1200
          ledger events --book demo --key-file auditor.key --follow --cursor demo.position

        Exit codes: 0 all events printed, 1 refused (no such book, or no access), 2 wrong usage, 4 no answer from the ledger, 130 interrupted.
        """;

    public static Command Create()
    {
        var after = new Option<long>("--after") { Description = "Start after this position." };
        var follow = new Option<bool>("--follow") { Description = "Keep printing new events as they are recorded." };
        var cursor = new Option<FileInfo>("--cursor") { Description = "File that stores the position of the last event printed." };
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

    private static Task<int> Run(Connection at, ICursorStore place, bool follow, CancellationToken cancel) =>
        Failures.Handle(at.Url, "Check --book and the key.", async () =>
        {
            using var ledger = at.Open();
            using var closed = new OutputClosed(cancel);
            try
            {
                await PrintAllAsync(ledger, place, follow, closed.Token);
            }
            catch (OperationCanceledException) when (closed.HasHappened)
            {
                // Whoever reads, such as head, has had enough.
            }

            return ExitCode.Done;
        });

    private static async Task PrintAllAsync(LedgerClient ledger, ICursorStore place, bool follow, CancellationToken cancel)
    {
        if (follow)
        {
            await ledger.Feed.FollowAsync(place, (recorded, _) => Print(recorded), new() { Waiting = Terminal.Say }, cancel);
        }

        await foreach (var recorded in ledger.Feed.ReadAsync(await place.ReadAsync(cancel), cancel))
        {
            await Print(recorded);
            await place.WriteAsync(recorded.Position, cancel);
        }
    }

    private static async Task Print(LedgerEvent recorded)
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(recorded, LedgerJson.Options));
        await Console.Out.FlushAsync();
    }
}
