using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>The verb <c>ledger load</c>.</summary>
internal static class LoadVerb
{
    private const string Help =
        """
        Send a file of commands, one JSON object a line, to a book, and show what became of them.
        A resume file beside the input stores the position. After Ctrl-C, a crash or an outage of the ledger, run the same command to continue.
        Each line has its own idempotency key, the same in every run, so that no line is recorded twice.
        If the ledger says that a line may succeed later (retryable), the line is sent up to ten times more, and then the refused lines after it once more.
        With --keys, each line is sent with a key that may post it. With the operator's key, missing keys are issued and written to that directory.

        Example:
          ledger load deal.jsonl --url http://127.0.0.1:5080 --book demo --keys keys/demo --operator-key operator.key

        Exit codes: 0 every line has an answer (the table counts refusals), 1 the file or the request is not valid, 2 wrong usage,
        4 no answer from the ledger (run it again to continue), 130 interrupted (run it again to continue).
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Commands as JSON lines, as 'ledger simulate' writes them." };
        var again = new Option<bool>("--again") { Description = "Send the whole file, even if the resume file says that it is loaded." };
        var patience = new Option<int>("--patience")
        {
            Description = "Seconds to keep trying while the ledger does not answer.",
            DefaultValueFactory = _ => 60,
        };
        var keys = new Option<DirectoryInfo>("--keys") { Description = "Directory with one key a file, each named after its role." };
        var operatorKey = new Option<FileInfo>("--operator-key") { Description = "File with the operator's key. Default: the file 'operator' in --keys." };
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
