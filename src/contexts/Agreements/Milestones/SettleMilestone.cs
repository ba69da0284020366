using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Milestones;

/// <summary>A command by which the agreement's customer settles a milestone: confirms, disputes or waives it, or withdraws a dispute.</summary>
internal interface ISettlesMilestone
{
    string Agreement { get; }

    string Milestone { get; }

    string By { get; }
}

/// <summary>The one rule of all of them: the agreement's customer speaks, about a milestone that is in a state for it.</summary>
internal static class SettleMilestone
{
    /// <param name="from">States of the milestone in which it can be settled so.</param>
    public static Refusal? Refuse(ISettlesMilestone command, Agreement? agreement, Sender by, params IReadOnlyList<MilestoneState> from)
    {
        if (agreement is null)
        {
            return new(AgreementProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book.");
        }

        if (Owner.Refuse(by, $"settle milestones of agreement {agreement.Code}", agreement.Customer) is { } foreign)
        {
            return foreign;
        }

        if (agreement.Milestone(command.Milestone) is not { } milestone)
        {
            return new(AgreementProblems.UnknownMilestone, $"Agreement {agreement.Code} has no milestone {command.Milestone}.");
        }

        if (command.By != agreement.Customer)
        {
            return new(AgreementProblems.WrongRole, $"The customer of agreement {agreement.Code} is {agreement.Customer}, not {command.By}.");
        }

        if (from.Contains(milestone.State))
        {
            return null;
        }

        // The journal that milestones are judged by follows the facts by a moment: what is not reached now may be a second later.
        var code = milestone.IsOpen && from.Contains(MilestoneState.Reached) ? AgreementProblems.MilestoneNotReached : AgreementProblems.MilestoneInWrongState;
        return new(code, $"Milestone {milestone.Code} is {milestone.State.ToString().ToLowerInvariant()}.");
    }
}
