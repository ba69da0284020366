using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>Confirms, as the customer, that a milestone is reached; also settles a dispute.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reference":"R-7"}""")]
public sealed record ConfirmMilestone(
    string Agreement, string Milestone, string By, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand, ISettlesMilestone;

public sealed class ConfirmMilestoneValidator : CommandValidator<ConfirmMilestone>
{
    public ConfirmMilestoneValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reference).Text();
    }
}

public static class ConfirmMilestoneEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/confirm")]
    public static async Task<Answer> Post(ConfirmMilestone command, Deal deal)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(ConfirmMilestone command, Agreement? agreement, Told told) =>
        SettleMilestone.Refuse(command, agreement, told.By, MilestoneState.Reached, MilestoneState.Disputed) is { } refusal
            ? refusal
            : Decision.Accept(new MilestoneConfirmed(command.Milestone, command.By, command.Reference, told.When));
}
