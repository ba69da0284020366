using FluentValidation;
using Ledger.Deployment.Appointments;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Installs units in a rack. The units must be accepted at the rack's site.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","units":[{"product":"acme:B300","serials":["S1"]}]}""")]
public sealed record InstallUnits(string Rack, IReadOnlyList<UnitsOfProduct> Units, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed record UnitsOfProduct(string Product, IReadOnlyList<string> Serials);

public sealed class InstallUnitsValidator : CommandValidator<InstallUnits>
{
    public const int ProductsMax = 200;

    public InstallUnitsValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Units).Count(1, ProductsMax).Distinct(u => u.Product);
        RuleForEach(c => c.Units).SetValidator(new UnitsOfProductValidator());
        RuleFor(c => c.Units).Must(units => units.Sum(u => (long)u.Serials.Count) <= Rules.SerialsMax)
            .WithErrorCode("count-out-of-range").WithMessage($"A command can have at most {Rules.SerialsMax} serials.");
    }
}

public sealed class UnitsOfProductValidator : AbstractValidator<UnitsOfProduct>
{
    public UnitsOfProductValidator()
    {
        RuleFor(u => u.Product).ProductId();
        RuleFor(u => u.Serials).Serials();
    }
}

/// <summary>What an installation is decided on.</summary>
/// <param name="Products">Those of the command that the catalog has.</param>
/// <param name="Located">Where the units are that the book knows.</param>
/// <param name="Appointed">Where the sender is appointed, and by whom.</param>
public sealed record InstallUnitsCase(
    Rack? Rack, IReadOnlyDictionary<string, ProductInfo> Products, IReadOnlyDictionary<(string Product, string Serial), UnitAt> Located,
    Appointed Appointed);

public static class InstallUnitsEndpoint
{
    [WolverinePost("/books/{book}/racks/install")]
    public static async Task<Answer> Post(InstallUnits command, Deal deal)
    {
        var (opened, products) = (deal.Open<Rack>(Rack.KeyOf(command.Rack)), deal.Products(command.Units.Select(u => u.Product)));
        var asked = command.Units.Select(u => deal.Locate(u.Product, u.Serials)).ToList();
        var stream = await opened;
        var located = new Dictionary<(string, string), UnitAt>();
        foreach (var answer in asked)
        {
            foreach (var unit in await answer)
            {
                located.Add((unit.Product, unit.Serial), unit);
            }
        }

        var appointed = await Appointed.OfAsync(deal, command, located.Values.Select(unit => unit.Line));
        return await stream.RecordAsync(Decide(command, new(stream.State, await products, located, appointed), deal.Told(command)));
    }

    public static Decision Decide(InstallUnits command, InstallUnitsCase facts, Told told)
    {
        var (rack, products, located, appointed) = facts;
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal))
        {
            return refusal;
        }

        foreach (var (id, serials) in command.Units)
        {
            if (!products.TryGetValue(id, out var product))
            {
                return Decision.Refuse(Problems.UnknownProduct, $"Product {id} is not registered. The supplier or the operator registers products.");
            }

            if (RackRules.IsForeign(rack, product, serials, out refusal))
            {
                return refusal;
            }
        }

        var wanted = command.Units.SelectMany(u => u.Serials.Select(serial => (u.Product, Serial: serial))).ToList();
        if (RackRules.AreElsewhere(rack, wanted, located, out refusal))
        {
            return refusal;
        }

        if (appointed.RefuseFor(rack.Site, wanted.Select(w => located[w].Line)) is { } unappointed)
        {
            return unappointed;
        }

        var coming = wanted.ConvertAll(w => new RackUnit(w.Product, w.Serial, products[w.Product].Family, located[w].Line, Condition.Installed));
        if (RackRules.DoNotFit(rack, rack.Content.Units, coming, out refusal))
        {
            return refusal;
        }

        return Decision.Accept(new UnitsInstalled(
            rack.Code,
            [.. command.Units.Select(u => new ProductFamily(u.Product, products[u.Product].Family))],
            UnitMoves.To(Account.InRack(rack.Code, Condition.Installed), wanted.Select(w => located[w])),
            rack.StateWith(rack.Content.Units.Concat(coming)),
            told.When));
    }
}
