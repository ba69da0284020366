using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>Withdraws a dispute, as the customer. The milestone then follows the figures again.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reason":"the units were found"}""")]
public sealed record WithdrawDispute(
    string Agreement, string Milestone, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand, ISettlesMilestone;

public sealed class WithdrawDisputeValidator : CommandValidator<WithdrawDispute>
{
    public WithdrawDisputeValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class WithdrawDisputeEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/withdraw-dispute")]
    public static async Task<Answer> Post(WithdrawDispute command, Deal deal)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(WithdrawDispute command, Agreement? agreement, Told told) =>
        SettleMilestone.Refuse(command, agreement, told.By, MilestoneState.Disputed) is { } refusal
            ? refusal
            : Decision.Accept(new MilestoneDisputeWithdrawn(command.Milestone, command.By, command.Reason, told.When))
                .Tell(new MilestonesToJudge(command.Agreement));
}
