using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>The verb <c>ledger load</c>.</summary>
internal static class LoadVerb
{
    private const string Help =
        """
        Send a file of commands, one JSON object a line, to a book, and tell what became of them.
        A resume file beside the input keeps the place: after Ctrl-C, a crash or a ledger that is away, the same command goes on there.
        A line that the ledger answers with "not yet" (retryable) is sent again up to ten times, then the refused lines behind it once more.

        Example:
          ledger load deal.jsonl --url http://127.0.0.1:5080 --book demo

        Exit codes: 0 every line is answered (refused ones too: see the table), 1 the file or the request cannot be used, 2 wrong usage,
        4 the ledger is away (resumable), 130 interrupted (resumable).
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Commands as JSON lines, such as 'ledger simulate' writes." };
        var again = new Option<bool>("--again") { Description = "Send the file from its first line, even if the resume file says that it is loaded." };
        var patience = new Option<int>("--patience") { Description = "Seconds to keep trying while the ledger is away.", DefaultValueFactory = _ => 60 };
        var json = CommonOptions.Json();
        var url = CommonOptions.Url();
        var book = CommonOptions.Book();
        file.AcceptExistingOnly();

        var verb = new Command("load", Help) { file, url, book, again, patience, json };
        verb.SetAction((arguments, stop) => LoadRun.Run(
            new CommandFile(arguments.GetValue(file)!.FullName),
            arguments.GetValue(url)!,
            arguments.GetValue(book)!,
            new LoadOptions(arguments.GetValue(again), TimeSpan.FromSeconds(arguments.GetValue(patience)), arguments.GetValue(json)),
            stop));
        return verb;
    }
}

internal sealed record LoadOptions(bool Again, TimeSpan Patience, bool Json);
