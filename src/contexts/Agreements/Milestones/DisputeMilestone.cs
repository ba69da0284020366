using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>The customer disputes that a milestone is reached.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reason":"x"}""")]
public sealed record DisputeMilestone(string Agreement, string Milestone, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DisputeMilestoneValidator : CommandValidator<DisputeMilestone>
{
    public DisputeMilestoneValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class DisputeMilestoneEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/dispute")]
    public static async Task<Answer> Post(DisputeMilestone command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="caller">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Agreement? state, DisputeMilestone command, DateTimeOffset when, string? caller = null) => SettleMilestone.Decide(
        state, command.Agreement, command.Milestone, command.By, caller, [MilestoneState.Reached], new MilestoneDisputed(command.Milestone, command.By, command.Reason, when));
}
