using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>Disputes, as the customer, that a milestone is reached.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reason":"two units are missing"}""")]
public sealed record DisputeMilestone(
    string Agreement, string Milestone, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand, ISettlesMilestone;

public sealed class DisputeMilestoneValidator : CommandValidator<DisputeMilestone>
{
    public DisputeMilestoneValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class DisputeMilestoneEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/dispute")]
    public static async Task<Answer> Post(DisputeMilestone command, Deal deal)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(DisputeMilestone command, Agreement? agreement, Told told) =>
        SettleMilestone.Refuse(command, agreement, told.By, MilestoneState.Reached) is { } refusal
            ? refusal
            : Decision.Accept(new MilestoneDisputed(command.Milestone, command.By, command.Reason, told.When));
}
