using Ledger.Logistics.Inspections;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Asks the supplier to take units back. It answers with AuthoriseReturn or RefuseReturn; until the units are sent with ReturnUnits they stay where they are
/// and count as before. CancelReturn withdraws the request.
/// </summary>
/// <param name="Return">The number of the return; ReturnUnits names it when the units leave.</param>
/// <param name="Site">Where the units are.</param>
[Allows(Roles.Customer)]
[Sample("""{"return":"RT-1","site":"PDX1","product":"acme:B300","serials":["S1"],"reason":"dead on arrival"}""")]
public sealed record RequestReturn(
    [property: DocumentNumber] string Return, string Site, string Product, IReadOnlyList<string> Serials, string Reason, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class RequestReturnValidator : CommandValidator<RequestReturn>
{
    public RequestReturnValidator()
    {
        RuleFor(c => c.Return).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a request is decided on.</summary>
/// <param name="Suppliers">Of the agreements that the units count toward; of units that count toward none, those who registered them.</param>
public sealed record RequestReturnCase(InspectedUnits Units, IReadOnlyList<string?> Suppliers);

public static class RequestReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/request")]
    public static async Task<Answer> Post(RequestReturn command, Deal deal)
    {
        var (opened, asked) = (deal.Open<UnitReturn>(UnitReturn.Key(command.Return)), deal.Locate(command.Product, command.Serials));
        var (stream, located) = (await opened, await asked);
        var suppliers = await ReturnedUnits.SuppliersAsync(deal, located);
        var units = await InspectedUnits.OfAsync(deal, stream, located);
        return await stream.RecordAsync(Decide(command, new(units, suppliers), deal.Told(command)));
    }

    public static Decision Decide(RequestReturn command, RequestReturnCase facts, Told told)
    {
        if (facts.Units.Refuse(told.By, $"Return {command.Return}", command.Site, command.Serials, ReturnedUnits.Conditions) is { } refusal)
        {
            return refusal;
        }

        string?[] suppliers = [.. facts.Suppliers.Distinct()];
        return suppliers.Length > 1
            ? Decision.Refuse(
                LogisticsProblems.SeveralSuppliers,
                $"The units are of {string.Join(" and ", suppliers.Select(supplier => supplier ?? "a supplier that the ledger does not know"))}. "
                + "Ask each of them with a RequestReturn of its own.")
            : Decision.Accept(new ReturnRequested(
                command.Return, command.Site, command.Product, command.Serials, command.Reason, told.When, suppliers.FirstOrDefault()));
    }
}
