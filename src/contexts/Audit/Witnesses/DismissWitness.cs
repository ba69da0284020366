using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

/// <summary>Asks for a witness's signature no more. It also ends an alarm that rests on what this witness has said.</summary>
[Allows(Roles.Operator)]
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
    public static async Task<Answer> Post(DismissWitness command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<WitnessRoster>(WitnessRoster.Key, ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command)));
    }

    public static Decision Decide(WitnessRoster? roster, DismissWitness command, DateTimeOffset when)
    {
        if (roster?.Dismissed.Contains(command.Witness) is true)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"{command.Witness} was dismissed before.");
        }

        return roster?.Find(command.Witness) is null
            ? Decision.Refuse(WitnessProblems.UnknownWitness, $"There is no witness {command.Witness} here.")
            : Decision.Accept(new WitnessDismissed(command.Witness, command.Reason, when));
    }
}
