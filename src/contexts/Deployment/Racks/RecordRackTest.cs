using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Records the outcome of a test of a rack that is powered on.</summary>
/// <param name="Test">The test number, unique for the rack.</param>
/// <param name="Procedure">The test procedure, in the tester's own terms.</param>
/// <param name="Reference">Where to find the test report.</param>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","test":"T-1","procedure":"x","outcome":"passed"}""")]
public sealed record RecordRackTest(
    string Rack, [property: DocumentNumber(IsPartOfSeries = true)] string Test, string Procedure, TestOutcome Outcome, string? Reference = null,
    string? Notes = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RecordRackTestValidator : CommandValidator<RecordRackTest>
{
    public RecordRackTestValidator()
    {
        RuleFor(c => c.Rack).DocumentName();
        RuleFor(c => c.Test).Number();
        RuleFor(c => c.Procedure).Text(200);
        RuleFor(c => c.Reference).Text(200);
        RuleFor(c => c.Notes).Text();
    }
}

public static class RecordRackTestEndpoint
{
    [WolverinePost("/books/{book}/racks/tests")]
    public static async Task<Answer> Post(RecordRackTest command, Deal deal)
    {
        var stream = await deal.Open<Rack>(Rack.KeyOf(command.Rack));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(RecordRackTest command, Rack? rack, Told told)
    {
        if (RackRules.IsClosed(rack, command.Rack, told.By, out var refusal))
        {
            return refusal;
        }

        if (rack.Tests.Contains(command.Test))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Rack {rack.Code} has a test {command.Test} already.");
        }

        if (!rack.IsPoweredOn)
        {
            return RackRules.NotPowered(rack);
        }

        return RackRules.IsIncomplete(rack, out refusal)
            ? refusal
            : Decision.Accept(new RackTestRecorded(
                rack.Code, command.Test, command.Procedure, command.Outcome, command.Reference, command.Notes, StateAfter(rack, command.Outcome, told.When),
                told.When));
    }

    /// <summary>A failed test takes a rack out of service; one that passes there changes nothing, and neither does one from before the last change.</summary>
    private static RackState StateAfter(Rack rack, TestOutcome outcome, DateTimeOffset when) => (outcome, rack.State) switch
    {
        _ when !rack.IsAfterLastChange(when) => rack.State,
        (TestOutcome.Failed, _) => RackState.Failed,
        (_, RackState.Commissioned or RackState.Accepted) => rack.State,
        _ => RackState.Validating,
    };
}
