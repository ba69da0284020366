using System.CommandLine;

namespace Ledger.Cli.Log;

/// <summary>The verb <c>ledger log consistency</c>.</summary>
internal static class ConsistencyVerb
{
    private const string Help =
        """
        Print the proof that the log of one size is the beginning of the log of another size: one hash a line, in Base64 (RFC 6962).

        Example:
          ledger log consistency 300 700 --book demo --key-file auditor.key
          ledger log consistency 300 --book demo --key-file auditor.key

        Exit codes: 0 printed, 1 refused (the log is smaller, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var from = new Argument<long>("FROM") { Description = "The smaller size." };
        var to = new Argument<long?>("TO") { Description = "The larger size. Default: the size of the newest head.", Arity = ArgumentArity.ZeroOrOne };
        var (at, target) = (LogVerb.Connection(), LogVerb.Out());
        var verb = new Command("consistency", Help) { from, to, target };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) =>
        {
            var path = $"log/consistency?from={arguments.GetValue(from)}{(arguments.GetValue(to) is { } end ? $"&to={end}" : "")}";
            return LogVerb.Fetch(at.Of(arguments), path, arguments.GetValue(target), "'ledger log status' shows the size of the log.", cancel);
        });
        return verb;
    }
}
