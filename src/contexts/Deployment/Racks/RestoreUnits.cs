using FluentValidation;
using Ledger.Deployment.Appointments;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>
/// Takes units that were retired with a rack back into the stock of its site, as accepted: they were retired by mistake, or are used again after all.
/// </summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","units":[{"product":"acme:B300","serials":["S1"]}],"reason":"still good"}""")]
public sealed record RestoreUnits(string Rack, IReadOnlyList<UnitsOfProduct> Units, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RestoreUnitsValidator : CommandValidator<RestoreUnits>
{
    public RestoreUnitsValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Units).Count(1, InstallUnitsValidator.ProductsMax).Distinct(u => u.Product);
        RuleForEach(c => c.Units).SetValidator(new UnitsOfProductValidator());
        RuleFor(c => c.Units).Must(units => units.Sum(u => (long)u.Serials.Count) <= Rules.SerialsMax)
            .WithErrorCode("count-out-of-range").WithMessage($"A command can have at most {Rules.SerialsMax} serials.");
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a restoration is decided on.</summary>
/// <param name="Appointed">Where the sender is appointed, and by whom.</param>
public sealed record RestoreUnitsCase(Rack? Rack, Appointed Appointed);

public static class RestoreUnitsEndpoint
{
    [WolverinePost("/books/{book}/racks/restore")]
    public static async Task<Answer> Post(RestoreUnits command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        var appointed = await Appointed.OfAsync(deal, command, (stream.State?.Retired ?? []).Select(unit => unit.Line));
        return await stream.RecordAsync(Decide(command, new(stream.State, appointed), deal.Told(command)));
    }

    public static Decision Decide(RestoreUnits command, RestoreUnitsCase facts, Told told)
    {
        if (facts.Rack is not { } rack)
        {
            return RackRules.Unknown(command.Rack);
        }

        if (Owner.Refuse(told.By, $"restore units of rack {rack.Code}", rack.Integrator) is { } foreign)
        {
            return foreign;
        }

        var wanted = command.Units.SelectMany(u => u.Serials.Select(serial => (u.Product, Serial: serial))).ToHashSet();
        var retired = rack.Retired.Where(unit => wanted.Contains((unit.Product, unit.Serial))).ToList();
        if (wanted.Except(retired.Select(unit => (unit.Product, unit.Serial))).Select(unit => unit.Serial).ToList() is { Count: > 0 } others)
        {
            return Decision.Refuse(
                Problems.UnitNotThere, $"{others.Count} of {wanted.Count} units were not retired with rack {rack.Code}, or are restored.", others);
        }

        return facts.Appointed.RefuseFor(rack.Site, retired.Select(unit => unit.Line)) is { } unappointed
            ? unappointed
            : Decision.Accept(new UnitsRestored(
                rack.Code, command.Reason, UnitMoves.To(Account.AtSite(rack.Site, Condition.Accepted), retired), told.When));
    }
}
