using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Progress;

/// <summary>The verb <c>ledger progress</c>.</summary>
internal static class ProgressVerb
{
    private const string Help =
        """
        Show the progress of an agreement: for each line the quantity committed, ordered, shipped, received, accepted and commissioned; and the milestones.

        Example:
          ledger progress --url http://127.0.0.1:5080 --book demo --key-file auditor.key --agreement SA-2026
          ledger progress --agreement SA-2026 --as-of 2026-12-31T23:59:59Z

        Exit codes: 0 shown, 1 refused (no such book or agreement, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var agreement = new Option<string>("--agreement") { Description = "Number of the agreement.", DefaultValueFactory = _ => "SA-2026" };
        var asOf = CommonOptions.Time("--as-of", "Count what had happened by this time");
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("progress", Help) { agreement, asOf, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.ReadProgressAsync(arguments.GetValue(agreement)!, arguments.GetValue(asOf), cancel: cancel),
            arguments.GetValue(json),
            ProgressTables.Print, "GET /books/{book}/agreements lists the agreements."));
        return verb;
    }
}
