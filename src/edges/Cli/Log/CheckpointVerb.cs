using System.CommandLine;

namespace Ledger.Cli.Log;

/// <summary>The verb <c>ledger log checkpoint</c>.</summary>
internal static class CheckpointVerb
{
    private const string Help =
        """
        Print the newest head of a book's log: a signed note with its cosignatures.
        Keep it: 'ledger verify --since FILE' proves later that the log has only grown.

        Example:
          ledger log checkpoint --book demo --key-file auditor.key --out demo.checkpoint
          ledger log checkpoint --book demo --key-file auditor.key --size 300

        Exit codes: 0 printed, 1 refused (no such book or head, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var (at, size, target) = (LogVerb.Connection(), LogVerb.Size("Print the head with this many leaves."), LogVerb.Out());
        var verb = new Command("checkpoint", Help) { size, target };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => LogVerb.Fetch(
            at.Of(arguments), arguments.GetValue(size) is { } leaves ? $"log/checkpoint?size={leaves}" : "log/checkpoint",
            arguments.GetValue(target), "'ledger log status' shows the size of the log.", cancel));
        return verb;
    }
}
