using System.CommandLine;
using System.Text.Json;
using Ledger.Cli.Shared;
using Spectre.Console;

namespace Ledger.Cli.Terms;

/// <summary>The verb <c>ledger terms</c>.</summary>
internal static class TermsVerb
{
    private const string Help =
        """
        Show the confidential terms of an agreement: those that the key's party is entitled to with their values, the others as digests.
        With --json each comes with its disclosure, which proves the value against the digest in the log.

        Example:
          ledger terms SA-2026 --book demo --key-file supplier.key
          ledger terms erase SA-2026 --class price --reason 'the deal has ended'

        Exit codes: 0 shown, 1 no such agreement or no right to it, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var agreement = new Argument<string>("AGREEMENT") { Description = "The agreement." };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("terms", Help) { agreement, json, EraseVerb.Create() };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), $"agreements/{Uri.EscapeDataString(arguments.GetValue(agreement)!)}/terms", "See which there are: GET /books/{book}/agreements.", cancel, answer =>
            {
                if (arguments.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(answer, ReadJson.Default.JsonElement));
                else Print(answer.GetProperty("terms"));
                return ExitCode.Done;
            }));
        return verb;
    }

    private static void Print(JsonElement terms)
    {
        var table = new Table().RoundedBorder().AddColumns("Term", "Line", "Class", "Value", "Document", "Digest");
        foreach (var term in terms.EnumerateArray())
        {
            var status = term.GetProperty("status").GetString()!;
            table.AddRow(Text(term, "term"), Text(term, "line"), Text(term, "class"), status == "disclosed" ? Text(term, "value") : $"({status})", Text(term, "document"), Text(term, "digest"));
        }

        Terminal.Data.Write(table);
    }

    private static string Text(JsonElement term, string member) => Markup.Escape(term.TryGetProperty(member, out var value) ? value.ToString() : "");
}
