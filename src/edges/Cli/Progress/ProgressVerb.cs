using System.CommandLine;
using System.Text.Json;
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
        var asOf = new Option<string?>("--as-of") { Description = "Show what had happened by this moment (ISO 8601 with offset)." };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("progress", Help) { agreement, asOf, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) =>
        {
            var path = $"agreements/{Uri.EscapeDataString(arguments.GetValue(agreement)!)}/progress";
            if (arguments.GetValue(asOf) is { } moment) path += $"?asOf={Uri.EscapeDataString(moment)}";
            return ReadVerb.Run(at.Of(arguments), path, "See which there are: GET /books/{book}/agreements.", cancel, answer =>
            {
                if (arguments.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(answer, ReadJson.Default.JsonElement));
                else ProgressTables.Print(answer.Deserialize(ProgressJson.Default.AgreementProgress)!);
                return ExitCode.Done;
            });
        });
        return verb;
    }
}
