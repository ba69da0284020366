using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Shared;
using Ledger.Client.Contracts;
using Spectre.Console;

namespace Ledger.Cli.Proposals;

/// <summary>The verb <c>ledger proposals</c>.</summary>
internal static class ProposalsVerb
{
    private const string Help =
        """
        Show what the two parties of an agreement have proposed to each other: who proposed it and when, what it changes, and what became of it.
        Answer an open proposal with AcceptProposal or RejectProposal, and take back your own with WithdrawProposal; send them with 'ledger post'.

        Example:
          ledger proposals SA-2026 --book demo --key-file customer.key

        Exit codes: 0 shown, 1 refused (no such agreement, or no access), 2 wrong usage, 4 no answer from the ledger.
        """;

    public static Command Create()
    {
        var agreement = new Argument<string>("AGREEMENT") { Description = "Number of the agreement." };
        var (at, json) = (new ConnectionOptions(), CommonOptions.Json());
        var verb = new Command("proposals", Help) { agreement, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => ReadVerb.Run(
            at.Of(arguments), ledger => ledger.Reads.ReadProposalsAsync(arguments.GetValue(agreement)!, cancel: cancel), arguments.GetValue(json), Show,
            "GET /books/{book}/agreements lists the agreements."));
        return verb;
    }

    private static void Show(ProposalsView agreement)
    {
        if (agreement.Proposals.Count == 0)
        {
            Terminal.Data.WriteLine($"Nothing was proposed on agreement {agreement.Agreement}.");
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("No.", "Kind", "Proposed", "State", "Changes", "Before", "After");
        foreach (var proposal in agreement.Proposals)
        {
            var first = new[]
            {
                proposal.Proposal.ToString(CultureInfo.InvariantCulture), proposal.Amendment ?? Word(proposal.Kind),
                $"{proposal.ProposedBy} {Day(proposal.ProposedAt)}",
                proposal.AnsweredBy is null
                    ? $"{Word(proposal.State)}{(proposal.ExpiresAt is { } end ? $" until {Day(end)}" : "")}"
                    : $"{Word(proposal.State)} by {proposal.AnsweredBy} {Day(proposal.AnsweredAt)}{(proposal.AnswerReason is { } why ? $": {why}" : "")}",
            };
            var terms = proposal.ConfidentialTerms.Select(
                term => new ProposedChange($"{term.Term ?? "a term"} ({term.Class})", null, term.Value ?? "(undisclosed)"));
            foreach (var (i, change) in proposal.Changes.Concat(terms).DefaultIfEmpty(new("(nothing)", null, null)).Index())
            {
                table.AddRow([.. (i == 0 ? first : ["", "", "", ""]).Append(change.Member).Append(change.Before ?? "").Append(change.After ?? "")
                    .Select(Terminal.Cell)]);
            }
        }

        Terminal.Data.Write(table);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
