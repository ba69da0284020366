using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Decommissions a rack permanently: its units return to its site's stock as accepted, or are retired there.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","condition":"accepted","reason":"x"}""")]
public sealed record DecommissionRack(string Rack, string Condition, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DecommissionRackValidator : CommandValidator<DecommissionRack>
{
    public DecommissionRackValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Condition).OneOf(Condition.Accepted, Condition.Retired);
        RuleFor(c => c.Reason).Text();
    }
}

public static class DecommissionRackEndpoint
{
    [WolverinePost("/books/{book}/racks/decommission")]
    public static async Task<Answer> Post(DecommissionRack command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(DecommissionRack command, Rack? rack, Told told) =>
        RackRules.IsClosed(rack, command.Rack, told.By, out var refusal)
            ? refusal
            : Decision.Accept(new RackDecommissioned(
                rack.Code, command.Reason, UnitMoves.To(Account.AtSite(rack.Site, command.Condition), rack.Content.Units.Select(u => u.In(rack.Code))),
                told.When));
}
