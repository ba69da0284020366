using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Progress;

/// <summary>The verb <c>ledger progress</c>.</summary>
internal static class ProgressVerb
{
    private const string Help =
        """
        Show how far an agreement is: per line what is committed, ordered, shipped, received, accepted and commissioned, and its milestones.

        Example:
          ledger progress --url http://127.0.0.1:5080 --book demo --key-file auditor.key --agreement SA-2026
          ledger progress --agreement SA-2026 --as-of 2026-12-31T23:59:59Z

        Exit codes: 0 shown, 1 no such book or agreement, or no right to it, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var agreement = new Option<string>("--agreement") { Description = "The agreement.", DefaultValueFactory = _ => "SA-2026" };
        var asOf = CommonOptions.Time("--as-of", "Show what had happened by this moment");
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("progress", Help) { agreement, asOf, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.ReadProgressAsync(arguments.GetValue(agreement)!, arguments.GetValue(asOf), cancel: cancel), arguments.GetValue(json),
            ProgressTables.Print, "See which there are: GET /books/{book}/agreements."));
        return verb;
    }
}
