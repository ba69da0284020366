using FluentValidation;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Removes a unit from a rack and returns it to its site, as accepted or in quarantine.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","product":"acme:B300","serial":"S1","condition":"accepted","reason":"x"}""")]
public sealed record RemoveUnit(string Rack, string Product, string Serial, string Condition, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RemoveUnitValidator : CommandValidator<RemoveUnit>
{
    public RemoveUnitValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serial).Serial();
        RuleFor(c => c.Condition).OneOf(Condition.Accepted, Condition.Quarantined);
        RuleFor(c => c.Reason).Text();
    }
}

public static class RemoveUnitEndpoint
{
    [WolverinePost("/books/{book}/racks/remove")]
    public static async Task<Answer> Post(RemoveUnit command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(RemoveUnit command, Rack? rack, Told told)
    {
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal))
        {
            return refusal;
        }

        if (rack.Content.Find(command.Product, command.Serial) is not { } unit)
        {
            return RackRules.NotInside(rack, command.Product, command.Serial);
        }

        return Decision.Accept(new UnitRemoved(
            rack.Code,
            command.Reason,
            UnitMoves.To(Account.AtSite(rack.Site, command.Condition), [unit.In(rack.Code)]),
            rack.StateWith(rack.Content.Units.Where(u => u != unit)),
            told.When));
    }
}
