using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>The customer takes a commissioned rack over.</summary>
[Allows(Roles.Customer)]
public sealed record AcceptRack(string Rack, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AcceptRackValidator : CommandValidator<AcceptRack>
{
    public AcceptRackValidator()
    {
        RuleFor(c => c.Rack).Number();
        RuleFor(c => c.Reference).Text(200);
    }
}

public static class AcceptRackEndpoint
{
    [WolverinePost("/books/{book}/racks/accept")]
    public static async Task<Answer> Post(AcceptRack command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Rack>(Rack.KeyOf(command.Rack), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command)));
    }

    public static Decision Decide(Rack? rack, AcceptRack command, DateTimeOffset when)
    {
        if (RackRules.IsClosed(rack, command.Rack, null, out var refusal))
        {
            return refusal;
        }

        return rack.State == RackState.Commissioned
            ? Decision.Accept(new RackAccepted(rack.Code, command.Reference, when))
            : Decision.Refuse(DeploymentProblems.RackInWrongState, $"The rack {rack.Code} is {RackRules.Name(rack.State)}, not commissioned.");
    }
}
