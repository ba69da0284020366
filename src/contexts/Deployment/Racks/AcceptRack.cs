using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Accepts a commissioned rack, as the customer.</summary>
[Allows(Roles.Customer)]
[Sample("""{"rack":"R-1"}""")]
public sealed record AcceptRack(string Rack, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AcceptRackValidator : CommandValidator<AcceptRack>
{
    public AcceptRackValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Reference).Text(200);
    }
}

/// <summary>What an acceptance is decided on.</summary>
/// <param name="Customers">Of each agreement that the rack's units count toward.</param>
public sealed record AcceptRackCase(Rack? Rack, IReadOnlyList<string?> Customers);

public static class AcceptRackEndpoint
{
    [WolverinePost("/books/{book}/racks/accept")]
    public static async Task<Answer> Post(AcceptRack command, Deal deal)
    {
        var (opened, units) = (deal.Open<Rack>(Rack.KeyOf(command.Rack)), deal.UnitsAt(Account.Rack(command.Rack)));
        var stream = await opened;
        var found = await units;
        var lines = found.Select(unit => unit.Line).OfType<string>().DistinctBy(AgreementLineKey.AgreementOf).Select(line => deal.PartiesOf(line)).ToList();
        var customers = new List<string?>();
        if (found.Any(unit => unit.Line is null))
        {
            // It counts toward no agreement, so nobody is known to own it.
            customers.Add(null);
        }

        foreach (var parties in lines)
        {
            customers.Add((await parties)?.Customer);
        }

        return await stream.RecordAsync(Decide(command, new(stream.State, customers), deal.Told(command)));
    }

    public static Decision Decide(AcceptRack command, AcceptRackCase facts, Told told)
    {
        if (facts.Rack is not { } rack)
        {
            return RackRules.Unknown(command.Rack);
        }

        return (Foreign(rack, facts.Customers, told.By) ?? RackRules.Decommissioned(rack) ?? Uncommissioned(rack)) is { } refusal
            ? refusal
            : Decision.Accept(new RackAccepted(rack.Code, command.Reference, told.When));
    }

    /// <summary>Every unit must be the sender's own. A rack that is empty is nobody's, and in no state to be accepted.</summary>
    private static Refusal? Foreign(Rack rack, IReadOnlyList<string?> customers, Sender by) => customers.Count == 0 && rack.State != RackState.Commissioned
        ? null
        : Owner.RefuseUnlessAll(by, $"accept rack {rack.Code}", customers.DefaultIfEmpty());

    /// <summary>The customer's acceptance may come before the integrator tells that the rack is commissioned.</summary>
    private static Refusal? Uncommissioned(Rack rack) => rack.State switch
    {
        RackState.Commissioned => null,
        RackState.Accepted => new(DeploymentProblems.RackInWrongState, $"Rack {rack.Code} is accepted already."),
        _ => new(DeploymentProblems.RackNotCommissioned, $"Rack {rack.Code} is {RackRules.Name(rack.State)}, not commissioned."),
    };
}
