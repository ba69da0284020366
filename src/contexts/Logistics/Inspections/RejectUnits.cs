using Wolverine.Http;

namespace Ledger.Logistics.Inspections;

/// <summary>Rejects units that failed inspection and moves them to quarantine.</summary>
[Allows(Roles.Customer)]
[Sample("""{"inspection":"I-1","site":"PDX1","product":"acme:B300","serials":["S1"],"reason":"dead on arrival","reference":"QA-7"}""")]
public sealed record RejectUnits(
    [property: DocumentNumber] string Inspection, string Site, string Product, IReadOnlyList<string> Serials, string Reason, string? Reference = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RejectUnitsValidator : CommandValidator<RejectUnits>
{
    public RejectUnitsValidator()
    {
        RuleFor(c => c.Inspection).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Reference).Text();
    }
}

public static class RejectUnitsEndpoint
{
    [WolverinePost("/books/{book}/units/reject")]
    public static async Task<Answer> Post(RejectUnits command, Deal deal)
    {
        var (opened, located) = (deal.Open<Inspection>(Inspection.Key(command.Inspection)), deal.Locate(command.Product, command.Serials));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, await InspectedUnits.OfAsync(deal, stream, await located), deal.Told(command)));
    }

    public static Decision Decide(RejectUnits command, InspectedUnits facts, Told told) =>
        facts.Refuse(told.By, $"Inspection {command.Inspection}", command.Site, command.Serials, Condition.Received, Condition.Accepted) is { } refusal
            ? refusal
            : Decision.Accept(new UnitsRejected(
                command.Inspection, command.Site, command.Reason, command.Reference, facts.To(command.Site, Condition.Quarantined), told.When));
}
