using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>Waives a milestone, as the customer.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reason":"no longer needed"}""")]
public sealed record WaiveMilestone(
    string Agreement, string Milestone, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand, ISettlesMilestone;

public sealed class WaiveMilestoneValidator : CommandValidator<WaiveMilestone>
{
    public WaiveMilestoneValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class WaiveMilestoneEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/waive")]
    public static async Task<Answer> Post(WaiveMilestone command, Deal deal)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(WaiveMilestone command, Agreement? agreement, Told told) =>
        SettleMilestone.Refuse(command, agreement, told.By, MilestoneState.Planned, MilestoneState.Missed, MilestoneState.Disputed) is { } refusal
            ? refusal
            : Decision.Accept(new MilestoneWaived(command.Milestone, command.By, command.Reason, told.When));
}
