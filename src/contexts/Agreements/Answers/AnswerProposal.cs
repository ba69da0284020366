using System.Diagnostics.CodeAnalysis;
using Ledger.Agreements.Proposals;

namespace Ledger.Agreements.Answers;

/// <summary>A command by which a party accepts, rejects or withdraws a proposal.</summary>
internal interface IAnswersProposal
{
    string Agreement { get; }

    int Proposal { get; }

    string By { get; }
}

/// <summary>The one rule of all of them: the right party speaks, about a proposal that is in a state for it.</summary>
internal static class AnswerProposal
{
    /// <param name="verb">What the command does, such as <c>accept</c>.</param>
    /// <param name="whose">The party that may.</param>
    /// <param name="states">States of the proposal in which it can be done.</param>
    public static Refusal? Refuse(
        IAnswersProposal command, AgreementProposals? proposals, Told told, string verb, Func<IProposal, string> whose, IReadOnlyList<ProposalState> states,
        [NotNull] out Proposal? proposal)
    {
        proposal = proposals?.Find(command.Proposal);
        if (proposal is null)
        {
            proposal = null!;
            return new(AgreementProblems.UnknownProposal, $"Agreement {command.Agreement} has no proposal {command.Proposal}.");
        }

        var party = whose(proposal.Content);
        if (Owner.Refuse(told.By, $"{verb} proposal {command.Proposal} of agreement {command.Agreement}", party) is { } foreign)
        {
            return foreign;
        }

        return command.By != party
            ? new(AgreementProblems.WrongRole, $"Proposal {command.Proposal} is {party}'s to {verb}, not {command.By}'s.")
            : states.Contains(proposal.State) ? null
            : new(AgreementProblems.ProposalNotOpen, $"Proposal {command.Proposal} is {proposal.State.ToString().ToLowerInvariant()}.{Advice(proposal.State)}");
    }

    private static string Advice(ProposalState state) => state switch
    {
        ProposalState.Stale => " The agreement was changed after it was made. Make a new proposal.",
        ProposalState.Expired or ProposalState.Withdrawn or ProposalState.Rejected => " Make a new proposal.",
        _ => "",
    };
}
