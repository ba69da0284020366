using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>The customer confirms that a milestone is reached, also after a dispute.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS"}""")]
public sealed record ConfirmMilestone(string Agreement, string Milestone, string By, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand;

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
    public static async Task<Answer> Post(ConfirmMilestone command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="caller">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Agreement? state, ConfirmMilestone command, DateTimeOffset when, string? caller = null) => SettleMilestone.Decide(
        state, command.Agreement, command.Milestone, command.By, caller, [MilestoneState.Reached, MilestoneState.Disputed], new MilestoneConfirmed(command.Milestone, command.By, command.Reference, when));
}
