using Wolverine.Http;

namespace Ledger.Logistics.Inspections;

/// <summary>Accepts units after inspection, including units that were rejected earlier.</summary>
[Allows(Roles.Customer)]
[Sample("""{"inspection":"I-1","site":"PDX1","product":"acme:B300","serials":["S1"],"reference":"QA-7"}""")]
public sealed record AcceptUnits(
    [property: DocumentNumber] string Inspection, string Site, string Product, IReadOnlyList<string> Serials, string? Reference = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

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
    public static async Task<Answer> Post(AcceptUnits command, Deal deal)
    {
        var (opened, located) = (deal.Open<Inspection>(Inspection.Key(command.Inspection)), deal.Locate(command.Product, command.Serials));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, await InspectedUnits.OfAsync(deal, stream, await located), deal.Told(command)));
    }

    public static Decision Decide(AcceptUnits command, InspectedUnits facts, Told told) =>
        facts.Refuse(told.By, $"Inspection {command.Inspection}", command.Site, command.Serials, Condition.Received, Condition.Quarantined) is { } refusal
            ? refusal
            : facts.Unattributed is { Count: > 0 } strays
            ? Decision.Refuse(
                LogisticsProblems.NotAttributed,
                $"{strays.Count} of {command.Serials.Count} units count toward no order line. "
                + "Their supplier attributes them to an order line with AttributeUnits, or you send them back with ReturnUnits.", strays)
            : Decision.Accept(new UnitsAccepted(command.Inspection, command.Site, command.Reference, facts.To(command.Site, Condition.Accepted), told.When));
}
