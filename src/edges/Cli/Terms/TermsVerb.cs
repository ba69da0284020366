using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Terms;

/// <summary>The verb <c>ledger terms</c>.</summary>
internal static class TermsVerb
{
    private const string Help =
        """
        Show the confidential terms of an agreement. You see the value of each term that your party may see, and the digest of every other term.
        With --json each value comes with its disclosure, which proves the value against the digest in the log.

        Example:
          ledger terms SA-2026 --book demo --key-file supplier.key
          ledger terms erase SA-2026 --class price --reason 'the deal has ended'

        Exit codes: 0 shown, 1 refused (no such agreement, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var agreement = new Argument<string>("AGREEMENT") { Description = "Number of the agreement." };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("terms", Help) { agreement, json, EraseVerb.Create() };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.ReadTermsAsync(arguments.GetValue(agreement)!, cancel: cancel), arguments.GetValue(json), Show,
            "GET /books/{book}/agreements lists the agreements."));
        return verb;
    }

    private static void Show(TermsView agreement)
    {
        var table = new Table().RoundedBorder().AddColumns("Term", "Line", "Class", "Value", "Document", "Digest");
        foreach (var term in agreement.Terms)
        {
            table.AddRow([.. new[]
            {
                term.Term ?? "", term.Line?.ToString(CultureInfo.InvariantCulture) ?? "", term.Class,
                term.Status == TermStatus.Disclosed ? term.Value ?? "" : $"({term.Status.ToString().ToLowerInvariant()})", term.Document, term.Digest,
            }.Select(Terminal.Cell)]);
        }

        Terminal.Data.Write(table);
    }
}
