using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Powers on a complete rack. A rack stays powered on.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1"}""")]
public sealed record PowerOnRack(string Rack, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class PowerOnRackValidator : CommandValidator<PowerOnRack>
{
    public PowerOnRackValidator() => RuleFor(c => c.Rack).DocumentName();
}

public static class PowerOnRackEndpoint
{
    [WolverinePost("/books/{book}/racks/power-on")]
    public static async Task<Answer> Post(PowerOnRack command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(PowerOnRack command, Rack? rack, Told told)
    {
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal) || RackRules.IsIncomplete(rack, out refusal))
        {
            return refusal;
        }

        return rack.IsPoweredOn
            ? Decision.Refuse(DeploymentProblems.RackInWrongState, $"Rack {rack.Code} is powered on already.")
            : Decision.Accept(new RackPoweredOn(rack.Code, told.When));
    }
}
