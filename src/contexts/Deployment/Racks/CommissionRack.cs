using FluentValidation;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Puts a rack into service, for the first time or again after a change or a failed test.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1"}""")]
public sealed record CommissionRack(string Rack, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CommissionRackValidator : CommandValidator<CommissionRack>
{
    public CommissionRackValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Reference).Text(200);
    }
}

public static class CommissionRackEndpoint
{
    [WolverinePost("/books/{book}/racks/commission")]
    public static async Task<Answer> Post(CommissionRack command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(CommissionRack command, Rack? rack, Told told)
    {
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal))
        {
            return refusal;
        }

        if (rack.State is RackState.Commissioned or RackState.Accepted)
        {
            return Decision.Refuse(DeploymentProblems.RackInWrongState, $"Rack {rack.Code} is commissioned already.");
        }

        if (RackRules.IsIncomplete(rack, out refusal))
        {
            return refusal;
        }

        if (!rack.IsPoweredOn)
        {
            return RackRules.NotPowered(rack);
        }

        return rack.IsTested
            ? Decision.Accept(new RackCommissioned(rack.Code, command.Reference, Activation(rack), told.When))
            : Decision.Refuse(DeploymentProblems.RackNotTested, $"Rack {rack.Code} needs a passed test after its last change. Record it with RecordRackTest.");
    }

    private static IReadOnlyList<Movement> Activation(Rack rack) => UnitMoves.To(
        Account.InRack(rack.Code, Condition.Active),
        rack.Content.Units.Where(u => u.Condition == Condition.Installed).Select(u => u.In(rack.Code)));
}
