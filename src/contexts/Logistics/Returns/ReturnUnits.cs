using Ledger.Contracts.Messages;
using Ledger.Logistics.Inspections;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Sends units back to a site of their supplier. Their order line has room again: for the same units, which the supplier registers in a new batch once they are
/// repaired, or for others. CreditReturn ends a return without either.
/// </summary>
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
/// <param name="Shipped">On which order lines the units count.</param>
/// <param name="Suppliers">Of the agreements that the units count toward; of units that count toward none, those who registered them.</param>
public sealed record ReturnUnitsCase(
    InspectedUnits Units, SiteInfo? To, IReadOnlyList<ShippedOn> Shipped, IReadOnlyList<string?> Suppliers);

public static class ReturnUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/return")]
    public static async Task<Answer> Post(ReturnUnits command, Deal deal)
    {
        var (opened, asked, to) =
            (deal.Open<UnitReturn>(UnitReturn.Key(command.Return)), deal.Locate(command.Product, command.Serials), deal.Site(command.To));
        var (stream, located) = (await opened, await asked);
        var (counted, others) = (located.Where(unit => unit.Line is not null).ToList(), located.Where(unit => unit.Line is null).ToList());
        var makers = deal.Makers(command.Product, [.. others.Select(unit => unit.Serial)]);
        var parties = counted.DistinctBy(unit => AgreementLineKey.AgreementOf(unit.Line!)).Select(unit => deal.PartiesOf(unit.Line)).ToList();
        var suppliers = new List<string?>(await makers);
        foreach (var party in parties)
        {
            suppliers.Add((await party)?.Supplier);
        }

        var shipped = await ShippedOn.OfAsync(deal, command.Product, [.. counted.Select(unit => unit.Serial)]);
        var units = await InspectedUnits.OfAsync(deal, stream, located);
        return await stream.RecordAsync(Decide(command, new(units, await to, shipped, suppliers), deal.Told(command)));
    }

    public static Decision Decide(ReturnUnits command, ReturnUnitsCase facts, Told told)
    {
        if (facts.Units.Refuse(
            told.By, $"Return {command.Return}", command.Site, command.Serials, Condition.Quarantined, Condition.Received, Condition.Accepted) is { } refusal)
        {
            return refusal;
        }

        if (facts.To is not { } to)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register site {command.To} first.");
        }

        if (IsMisdirected(command, to, facts))
        {
            return Decision.Refuse(
                LogisticsProblems.NotTheSuppliersSite, $"Site {to.Site} is not known as a site of the units' supplier. Return them to one of its own.");
        }

        var from = ShippedOn.Returned(facts.Shipped);
        var returned = new UnitsReturned(
            command.Return, command.Site, command.To, command.Reason, facts.Units.To(command.To, Condition.Returned), told.When,
            from.Count == 0 ? null : from);
        return Decision.Accept(returned)
            .Tell([.. from.Select(line => new UnitsReturnedNotice(command.Return, line.Order, line.OrderLine, line.QuantityUnits, told.When))]);
    }

    /// <summary>
    /// A site is not the supplier's when the units are there, when it is a data centre, or when another party registered it and the units never left from it.
    /// </summary>
    private static bool IsMisdirected(ReturnUnits command, SiteInfo to, ReturnUnitsCase facts) =>
        to.Site == command.Site || to.Kind == "dataCentre"
            || (to.RegisteredBy is not (null or "" or OperatorRoom.Party) && !facts.Suppliers.Contains(to.RegisteredBy)
                && facts.Shipped.All(on => on.Site != to.Site));
}
