using Ledger.Contracts.Messages;
using Ledger.Logistics.Inspections;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Sends units back to a site of their supplier. Their order line has room again: for the same units, which the supplier registers in a new batch once they are
/// repaired, or for others. CreditReturn ends a return without either. Where the agreement asks for it, the supplier authorises the return first.
/// </summary>
/// <param name="Return">The number of the return; if it was asked for, that of the request.</param>
/// <param name="Carrier">Party that takes the units there, until the supplier receives them with ReceiveReturn. Omit it when they are there at once.</param>
[Allows(Roles.Customer)]
[Sample("""{"return":"R-1","site":"PDX1","product":"acme:B300","serials":["S1"],"to":"FAB1","reason":"recall","carrier":"CAR"}""")]
public sealed record ReturnUnits(
    [property: DocumentNumber] string Return, string Site, string Product, IReadOnlyList<string> Serials, string To, string Reason, string? Carrier = null,
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
        RuleFor(c => c.Carrier).Number();
    }
}

/// <summary>What a return is decided on.</summary>
/// <param name="Return">The return, if it was asked for.</param>
/// <param name="Shipped">On which order lines the units count.</param>
/// <param name="Suppliers">Of the agreements that the units count toward; of units that count toward none, those who registered them.</param>
/// <param name="Authorising">Agreement lines of which units go back only when that is authorised.</param>
public sealed record ReturnUnitsCase(
    InspectedUnits Units, SiteInfo? To, IReadOnlyList<ShippedOn> Shipped, IReadOnlyList<string?> Suppliers, UnitReturn? Return = null,
    IReadOnlyCollection<string>? Authorising = null, PartyInfo? Carrier = null);

public static class ReturnUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/return")]
    public static async Task<Answer> Post(ReturnUnits command, Deal deal)
    {
        var (opened, asked, to) =
            (deal.Open<UnitReturn>(UnitReturn.Key(command.Return)), deal.Locate(command.Product, command.Serials), deal.Site(command.To));
        Asked<PartyInfo?>? carrier = command.Carrier is { } party ? deal.Party(party) : null;
        var (stream, located) = (await opened, await asked);
        var agreements = located.Select(unit => unit.Line).OfType<string>().Select(AgreementLineKey.AgreementOf).Distinct().Select(deal.Agreement).ToList();
        var suppliers = await ReturnedUnits.SuppliersAsync(deal, located);
        var shipped = await ShippedOn.OfAsync(deal, command.Product, [.. located.Where(unit => unit.Line is not null).Select(unit => unit.Serial)]);
        var units = await InspectedUnits.OfAsync(deal, stream, located);
        var authorising = new List<string>();
        foreach (var agreement in agreements)
        {
            authorising.AddRange(ReturnRules.AuthorisingLinesOf(await agreement));
        }

        return await stream.RecordAsync(Decide(
            command,
            new(
                units with { IsUsed = stream.State is { IsSent: true } }, await to, shipped, suppliers, stream.State, authorising,
                carrier is { } asking ? await asking : null),
            deal.Told(command)));
    }

    public static Decision Decide(ReturnUnits command, ReturnUnitsCase facts, Told told)
    {
        if (facts.Units.Refuse(told.By, $"Return {command.Return}", command.Site, command.Serials, ReturnedUnits.Conditions) is { } refusal)
        {
            return refusal;
        }

        if (facts.To is not { } to)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register site {command.To} first.");
        }

        if (command.Carrier is not null && facts.Carrier is null)
        {
            return Decision.Refuse(Problems.UnknownParty, $"Party {command.Carrier} is not in this book. The operator adds parties.");
        }

        if ((ReturnRules.RefuseUnauthorised(command, facts, told.When) ?? RefuseSite(command, to, facts)) is { } unwanted)
        {
            return unwanted;
        }

        var from = ShippedOn.Returned(facts.Shipped);
        var account = command.Carrier is null
            ? Account.AtSite(command.To, Condition.Returned) : Account.OnReturn(command.Return, Condition.Returning);
        var returned = new UnitsReturned(
            command.Return, command.Site, command.To, command.Reason, UnitMoves.To(account, facts.Units.Located), told.When, from.Count == 0 ? null : from,
            command.Carrier);
        return Decision.Accept(returned)
            .Tell([.. from.Select(line => new UnitsReturnedNotice(command.Return, line.Order, line.OrderLine, line.QuantityUnits, told.When))]);
    }

    /// <summary>
    /// A site that the supplier authorised is right. Another one is not the supplier's when the units are there, when it is a data centre, or when another
    /// party registered it and the units never left from it.
    /// </summary>
    private static Refusal? RefuseSite(ReturnUnits command, SiteInfo to, ReturnUnitsCase facts)
    {
        if (facts.Return?.Authorisation is { } authorised)
        {
            return authorised.To == to.Site ? null : new(
                LogisticsProblems.NotTheSuppliersSite,
                $"Return {command.Return} is authorised to {authorised.To}. Send the units there; the supplier can name another site with AuthoriseReturn.");
        }

        return to.Site == command.Site || to.Kind == "dataCentre"
            || (to.RegisteredBy is not (null or "" or OperatorRoom.Party) && !facts.Suppliers.Contains(to.RegisteredBy)
                && facts.Shipped.All(on => on.Site != to.Site))
            ? new(LogisticsProblems.NotTheSuppliersSite, $"Site {to.Site} is not known as a site of the units' supplier. Return them to one of its own.")
            : null;
    }
}
