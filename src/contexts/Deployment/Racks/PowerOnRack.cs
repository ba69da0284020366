using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Powers a complete rack on. It stays on from then on.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1"}""")]
public sealed record PowerOnRack(string Rack, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class PowerOnRackValidator : CommandValidator<PowerOnRack>
{
    public PowerOnRackValidator() => RuleFor(c => c.Rack).Number();
}

public static class PowerOnRackEndpoint
{
    [WolverinePost("/books/{book}/racks/power-on")]
    public static async Task<Answer> Post(PowerOnRack command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Rack>(Rack.KeyOf(command.Rack), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Rack? rack, PowerOnRack command, DateTimeOffset when, string? by = null)
    {
        if (RackRules.IsClosed(rack, command.Rack, by, out var refusal) || RackRules.IsIncomplete(rack, out refusal))
        {
            return refusal;
        }

        return rack.IsPoweredOn
            ? Decision.Refuse(DeploymentProblems.RackInWrongState, $"The rack {rack.Code} is powered on already.")
            : Decision.Accept(new RackPoweredOn(rack.Code, when));
    }
}
