using FluentValidation;
using Ledger.Deployment.Appointments;
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

/// <summary>What a removal is decided on.</summary>
/// <param name="Appointed">Where the sender is appointed, and by whom.</param>
public sealed record RemoveUnitCase(Rack? Rack, Appointed Appointed);

public static class RemoveUnitEndpoint
{
    [WolverinePost("/books/{book}/racks/remove")]
    public static async Task<Answer> Post(RemoveUnit command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        var appointed = await Appointed.OfAsync(deal, command, [stream.State?.Content.Find(command.Product, command.Serial)?.Line]);
        return await stream.RecordAsync(Decide(command, new(stream.State, appointed), deal.Told(command)));
    }

    public static Decision Decide(RemoveUnit command, RemoveUnitCase facts, Told told)
    {
        var rack = facts.Rack;
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal))
        {
            return refusal;
        }

        if (rack.Content.Find(command.Product, command.Serial) is not { } unit)
        {
            return RackRules.NotInside(rack, command.Product, command.Serial);
        }

        if (facts.Appointed.RefuseFor(rack.Site, [unit.Line]) is { } unappointed)
        {
            return unappointed;
        }

        return Decision.Accept(new UnitRemoved(
            rack.Code,
            command.Reason,
            UnitMoves.To(Account.AtSite(rack.Site, command.Condition), [unit.In(rack.Code)]),
            rack.StateWith(rack.Content.Units.Where(u => u != unit)),
            told.When));
    }
}
