using Wolverine.Http;

namespace Ledger.Logistics.Inspections;

/// <summary>Accepts units after inspection, also such as were set aside before.</summary>
[Allows(Roles.Customer)]
public sealed record AcceptUnits(
    [property: DocumentNumber] string Inspection, string Site, string Product, IReadOnlyList<string> Serials, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AcceptUnitsValidator : CommandValidator<AcceptUnits>
{
    public AcceptUnitsValidator()
    {
        RuleFor(c => c.Inspection).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reference).Text();
    }
}

public static class AcceptUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/accept")]
    public static async Task<Answer> Post(AcceptUnits command, LedgerSession ledger, IAgreements agreements, IUnits units, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Inspection>(Inspection.Key(command.Inspection), ct);
        var located = await units.LocateAsync(ledger.Book, command.Product, command.Serials, ct);
        var customers = await agreements.OfAsync(ledger.Book, located, ct);
        return await stream.RecordAsync(Decide(stream.State, command, located, ledger.When(command), ledger.Caller?.Party, customers));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="customers">Whose the units are.</param>
    public static Decision Decide(Inspection? inspection, AcceptUnits command, IReadOnlyList<UnitAt> located, DateTimeOffset when, string? by = null, IReadOnlyList<string>? customers = null)
    {
        if (Receivers.Refuse(by, customers) is { } foreign)
        {
            return foreign;
        }

        if (inspection is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The inspection {command.Inspection} has been recorded before.");
        }

        string[] from = [Account.AtSite(command.Site, Condition.Received), Account.AtSite(command.Site, Condition.Quarantined)];
        return UnitMoves.NotAt(command.Serials, located, from) is { Count: > 0 } absent
            ? Decision.Refuse(Problems.UnitNotThere, $"{absent.Count} of {command.Serials.Count} units are not received or quarantined at {command.Site}.", absent)
            : Decision.Accept(new UnitsAccepted(
                command.Inspection, command.Site, command.Reference, UnitMoves.To(Account.AtSite(command.Site, Condition.Accepted), located), when));
    }
}
