using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>The customer does without a milestone.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reason":"x"}""")]
public sealed record WaiveMilestone(string Agreement, string Milestone, string By, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class WaiveMilestoneValidator : CommandValidator<WaiveMilestone>
{
    public WaiveMilestoneValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class WaiveMilestoneEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/waive")]
    public static async Task<Answer> Post(WaiveMilestone command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="caller">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Agreement? state, WaiveMilestone command, DateTimeOffset when, string? caller = null) => SettleMilestone.Decide(
        state, command.Agreement, command.Milestone, command.By, caller, [MilestoneState.Planned, MilestoneState.Missed], new MilestoneWaived(command.Milestone, command.By, command.Reason, when));
}
