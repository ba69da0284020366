using Wolverine.Http;

namespace Ledger.Logistics.Inspections;

/// <summary>Sends units back to the supplier.</summary>
/// <param name="Return">Number of the return authorisation (RMA).</param>
[Allows(Roles.Customer)]
public sealed record ReturnUnits(
    [property: DocumentNumber] string Return, string Site, string Product, IReadOnlyList<string> Serials, string To, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

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

public static class ReturnUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/return")]
    public static async Task<Answer> Post(ReturnUnits command, LedgerSession ledger, ICatalog catalog, IAgreements agreements, IUnits units, CancellationToken ct)
    {
        var to = await catalog.SiteAsync(ledger.Book, command.To, ct);
        var stream = await ledger.OpenAsync<UnitReturn>(UnitReturn.Key(command.Return), ct);
        var located = await units.LocateAsync(ledger.Book, command.Product, command.Serials, ct);
        var customers = await agreements.OfAsync(ledger.Book, located, ct);
        return await stream.RecordAsync(Decide(stream.State, command, to, located, ledger.When(command), ledger.Caller?.Party, customers));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="customers">Whose the units are.</param>
    public static Decision Decide(UnitReturn? earlier, ReturnUnits command, SiteInfo? to, IReadOnlyList<UnitAt> located, DateTimeOffset when, string? by = null, IReadOnlyList<string>? customers = null)
    {
        if (Receivers.Refuse(by, customers) is { } foreign)
        {
            return foreign;
        }

        if (earlier is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The return {command.Return} has been recorded before.");
        }

        if (to is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register the site {command.To} first.");
        }

        string[] from = [.. new[] { Condition.Quarantined, Condition.Received, Condition.Accepted }.Select(condition => Account.AtSite(command.Site, condition))];
        return UnitMoves.NotAt(command.Serials, located, from) is { Count: > 0 } absent
            ? Decision.Refuse(Problems.UnitNotThere, $"{absent.Count} of {command.Serials.Count} units are not at {command.Site}, or are built in.", absent)
            : Decision.Accept(new UnitsReturned(
                command.Return, command.Site, command.To, command.Reason, UnitMoves.To(Account.AtSite(command.To, Condition.Returned), located), when));
    }
}
