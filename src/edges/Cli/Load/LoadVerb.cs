using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>The verb <c>ledger load</c>.</summary>
internal static class LoadVerb
{
    private const string Help =
        """
        Send a file of commands, one JSON object a line, to a book, and tell what became of them.
        A resume file beside the input keeps the place: after Ctrl-C, a crash or a ledger that is away, the same command goes on there. Each line has an
        idempotency key of its own, the same in every run: what was recorded before is answered as it was then, and recorded once.
        A line that the ledger answers with "not yet" (retryable) is sent again up to ten times, then the refused lines behind it once more.
        With a ring of keys each line is sent with one that may post it; with the operator's key, what the ring lacks is issued and kept in it.

        Example:
          ledger load deal.jsonl --url http://127.0.0.1:5080 --book demo --keys keys/demo --operator-key operator.key

        Exit codes: 0 every line is answered (refused ones too: see the table), 1 the file or the request cannot be used, 2 wrong usage,
        4 the ledger is away (resumable), 130 interrupted (resumable).
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Commands as JSON lines, such as 'ledger simulate' writes." };
        var again = new Option<bool>("--again") { Description = "Send the file from its first line, even if the resume file says that it is loaded." };
        var patience = new Option<int>("--patience") { Description = "Seconds to keep trying while the ledger is away.", DefaultValueFactory = _ => 60 };
        var keys = new Option<DirectoryInfo>("--keys") { Description = "Directory of keys, one a file, named by role." };
        var operatorKey = new Option<FileInfo>("--operator-key") { Description = "File of the operator's key; else 'operator' in the ring." };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        file.AcceptExistingOnly();
        operatorKey.AcceptExistingOnly();

        var verb = new Command("load", Help) { file, keys, operatorKey, again, patience, json };
        at.AddTo(verb);
        verb.SetAction((arguments, stop) => LoadRun.Run(
            new CommandFile(arguments.GetValue(file)!.FullName),
            at.Of(arguments) with { Patience = TimeSpan.FromSeconds(arguments.GetValue(patience)) },
            new LoadOptions(arguments.GetValue(again), arguments.GetValue(json), arguments.GetValue(keys)?.FullName, arguments.GetValue(operatorKey)?.FullName),
            stop));
        return verb;
    }
}

/// <param name="Keys">Directory of the ring.</param>
/// <param name="OperatorKey">File of the operator's key.</param>
internal sealed record LoadOptions(bool Again, bool Json, string? Keys = null, string? OperatorKey = null);
