using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Milestones;

/// <summary>What confirming, disputing and waiving have in common: the agreement's customer speaks, about a milestone that is in a state for it.</summary>
internal static class SettleMilestone
{
    public static Decision Decide(Agreement? state, string agreement, string milestone, string by, string? caller, MilestoneState[] from, object settled)
    {
        if (state is null)
        {
            return Decision.Refuse(AgreementProblems.UnknownAgreement, $"There is no agreement {agreement}.");
        }

        if (Owner.Refuse(caller, $"What the milestones of {agreement} come to", state.Customer) is { } foreign)
        {
            return foreign;
        }

        if (state.Milestone(milestone) is not { } found)
        {
            return Decision.Refuse(AgreementProblems.UnknownMilestone, $"The agreement {agreement} has no milestone {milestone}.");
        }

        if (by != state.Customer)
        {
            return Decision.Refuse(AgreementProblems.WrongRole, $"The customer of the agreement {agreement} is {state.Customer}, not {by}.");
        }

        // The journal that milestones are judged by follows the facts by a moment: what is not reached now may be a second later.
        if (found.IsOpen && from.Contains(MilestoneState.Reached))
        {
            return Decision.Refuse(AgreementProblems.MilestoneNotReached, $"The milestone {milestone} is {found.State.ToString().ToLowerInvariant()}.");
        }

        return from.Contains(found.State)
            ? Decision.Accept(settled)
            : Decision.Refuse(AgreementProblems.MilestoneInWrongState, $"The milestone {milestone} is {found.State.ToString().ToLowerInvariant()}.");
    }
}
