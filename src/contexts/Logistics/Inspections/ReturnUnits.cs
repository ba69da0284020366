using Wolverine.Http;

namespace Ledger.Logistics.Inspections;

/// <summary>Sends units back to the supplier.</summary>
/// <param name="Return">The return authorisation number (RMA).</param>
[Allows(Roles.Customer)]
[Sample("""{"return":"R-1","site":"PDX1","product":"acme:B300","serials":["S1"],"to":"FAB1","reason":"recall"}""")]
public sealed record ReturnUnits(
    [property: DocumentNumber] string Return, string Site, string Product, IReadOnlyList<string> Serials, string To, string Reason,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ReturnUnitsValidator : CommandValidator<ReturnUnits>
{
    public ReturnUnitsValidator()
    {
        RuleFor(c => c.Return).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.To).Number();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a return is decided on.</summary>
public sealed record ReturnUnitsCase(InspectedUnits Units, SiteInfo? To);

public static class ReturnUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/return")]
    public static async Task<Answer> Post(ReturnUnits command, Deal deal)
    {
        var (opened, located, to) =
            (deal.Open<UnitReturn>(UnitReturn.Key(command.Return)), deal.Locate(command.Product, command.Serials), deal.Site(command.To));
        var stream = await opened;
        var facts = new ReturnUnitsCase(await InspectedUnits.OfAsync(deal, stream, located), await to);
        return await stream.RecordAsync(Decide(command, facts, deal.Told(command)));
    }

    public static Decision Decide(ReturnUnits command, ReturnUnitsCase facts, Told told)
    {
        if (facts.Units.Refuse(
            told.By, $"Return {command.Return}", command.Site, command.Serials, Condition.Quarantined, Condition.Received, Condition.Accepted) is { } refusal)
        {
            return refusal;
        }

        return facts.To is null
            ? Decision.Refuse(Problems.UnknownSite, $"Register site {command.To} first.")
            : Decision.Accept(
                new UnitsReturned(command.Return, command.Site, command.To, command.Reason, facts.Units.To(command.To, Condition.Returned), told.When));
    }
}
