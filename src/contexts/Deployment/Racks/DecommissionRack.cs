using Ledger.Deployment.Appointments;
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

/// <summary>What a decommissioning is decided on.</summary>
/// <param name="Appointed">Where the sender is appointed, and by whom.</param>
public sealed record DecommissionRackCase(Rack? Rack, Appointed Appointed);

public static class DecommissionRackEndpoint
{
    [WolverinePost("/books/{book}/racks/decommission")]
    public static async Task<Answer> Post(DecommissionRack command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        var appointed = await Appointed.OfAsync(deal, command, (stream.State?.Content.Units ?? []).Select(unit => unit.Line));
        return await stream.RecordAsync(Decide(command, new(stream.State, appointed), deal.Told(command)));
    }

    public static Decision Decide(DecommissionRack command, DecommissionRackCase facts, Told told) =>
        RackRules.IsClosed(facts.Rack, command.Rack, told.By, out var refusal) ? refusal
            : facts.Appointed.RefuseFor(facts.Rack.Site, facts.Rack.Content.Units.Select(unit => unit.Line)) is { } unappointed ? unappointed
            : Decision.Accept(new RackDecommissioned(
                facts.Rack.Code, command.Reason, UnitMoves.To(Account.AtSite(facts.Rack.Site, command.Condition),
                    facts.Rack.Content.Units.Select(u => u.In(facts.Rack.Code))),
                told.When));
}
