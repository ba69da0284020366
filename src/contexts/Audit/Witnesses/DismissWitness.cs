using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

/// <summary>Dismisses a witness: its signature is no longer required. Also ends an alarm that this witness raised.</summary>
[Allows(Roles.Operator)]
[NobodysOwn("The operator keeps the policy of every book.")]
[Sample("""{"witness":"customer","reason":"The witness has moved to another key."}""")]
public sealed record DismissWitness(string Witness, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DismissWitnessValidator : CommandValidator<DismissWitness>
{
    public DismissWitnessValidator()
    {
        RuleFor(c => c.Witness).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class DismissWitnessEndpoint
{
    [WolverinePost("/books/{book}/log/witnesses/dismiss")]
    public static async Task<Answer> Post(DismissWitness command, Deal deal)
    {
        var stream = await deal.Open<WitnessRoster>(WitnessRoster.Key);
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(DismissWitness command, WitnessRoster? roster, Told told)
    {
        if (roster?.Dismissed.Contains(command.Witness) is true)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Witness {command.Witness} is already dismissed.");
        }

        return roster?.Find(command.Witness) is null
            ? Decision.Refuse(WitnessProblems.UnknownWitness, $"Witness {command.Witness} is not appointed in this book.")
            : Decision.Accept(new WitnessDismissed(command.Witness, command.Reason, told.When));
    }
}
