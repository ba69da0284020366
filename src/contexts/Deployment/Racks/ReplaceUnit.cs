using FluentValidation;
using Ledger.Deployment.Appointments;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Replaces a unit in a rack with an accepted unit from its site. The old unit goes into quarantine there.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","oldProduct":"acme:B300","old":"S1","newProduct":"acme:B300","new":"S2","reason":"x"}""")]
public sealed record ReplaceUnit(
    string Rack, string OldProduct, string Old, string NewProduct, string New, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ReplaceUnitValidator : CommandValidator<ReplaceUnit>
{
    public ReplaceUnitValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.OldProduct).ProductId();
        RuleFor(c => c.Old).Serial();
        RuleFor(c => c.NewProduct).ProductId();
        RuleFor(c => c.New).Serial();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a replacement is decided on.</summary>
/// <param name="Located">Where the new unit is, if the book knows it.</param>
/// <param name="Appointed">Where the sender is appointed, and by whom.</param>
public sealed record ReplaceUnitCase(
    Rack? Rack, ProductInfo? Product, IReadOnlyDictionary<(string Product, string Serial), UnitAt> Located, Appointed Appointed);

public static class ReplaceUnitEndpoint
{
    [WolverinePost("/books/{book}/racks/replace")]
    public static async Task<Answer> Post(ReplaceUnit command, Deal deal)
    {
        var (opened, product, asked) =
            (deal.Open<Rack>(Rack.KeyOf(command.Rack)), deal.Product(command.NewProduct), deal.Locate(command.NewProduct, [command.New]));
        var stream = await opened;
        var located = (await asked).ToDictionary(unit => (unit.Product, unit.Serial));
        var lines = located.Values.Select(unit => unit.Line).Append(stream.State?.Content.Find(command.OldProduct, command.Old)?.Line);
        var appointed = await Appointed.OfAsync(deal, command, lines);
        return await stream.RecordAsync(Decide(command, new(stream.State, await product, located, appointed), deal.Told(command)));
    }

    public static Decision Decide(ReplaceUnit command, ReplaceUnitCase facts, Told told)
    {
        var (rack, product, located, appointed) = facts;
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal))
        {
            return refusal;
        }

        if (product is null)
        {
            return Decision.Refuse(
                Problems.UnknownProduct, $"Product {command.NewProduct} is not registered. The supplier or the operator registers products.");
        }

        if (RackRules.IsForeign(rack, product, [command.New], out refusal))
        {
            return refusal;
        }

        if (rack.Content.Find(command.OldProduct, command.Old) is not { } old)
        {
            return RackRules.NotInside(rack, command.OldProduct, command.Old);
        }

        var key = (command.NewProduct, command.New);
        if (RackRules.AreElsewhere(rack, [key], located, out refusal))
        {
            return refusal;
        }

        if (appointed.RefuseFor(rack.Site, [old.Line, located[key].Line]) is { } unappointed)
        {
            return unappointed;
        }

        var staying = rack.Content.Units.Where(u => u != old).ToList();
        var coming = new RackUnit(command.NewProduct, command.New, product.Family, located[key].Line, Condition.Installed);
        if (RackRules.DoNotFit(rack, staying, [coming], out refusal))
        {
            return refusal;
        }

        return Decision.Accept(new UnitReplaced(
            rack.Code,
            command.Reason,
            [new(product.Product, product.Family)],
            [
                .. UnitMoves.To(Account.AtSite(rack.Site, Condition.Quarantined), [old.In(rack.Code)]),
                .. UnitMoves.To(Account.InRack(rack.Code, Condition.Installed), [located[key]]),
            ],
            rack.StateWith([.. staying, coming]),
            told.When));
    }
}
