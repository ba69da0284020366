using FluentValidation;
using Ledger.Store.Hosts;
using Wolverine.Http;

namespace Ledger.Audit.Log.Keys;

/// <summary>Rotates the key that signs the book's log. The new key is written to the key file before the rotation is recorded.</summary>
/// <param name="OverlapDays">For how many days heads are also signed with the old key; 30 when omitted.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
[NobodysOwn("The operator signs the logs of all books.")]
[Sample("""{"overlapDays":30}""")]
public sealed record RotateLogKey(int? OverlapDays = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RotateLogKeyValidator : CommandValidator<RotateLogKey>
{
    public const int OverlapDaysMax = 366;

    public RotateLogKeyValidator() =>
        RuleFor(c => c.OverlapDays).InclusiveBetween(0, OverlapDaysMax)
            .WithErrorCode("overlap-out-of-range").WithMessage($"Must be 0 to {OverlapDaysMax} days.");
}

/// <summary>What a rotation is decided on.</summary>
/// <param name="Present">Verifier key of the present generation as this host's key file has it; null when the file does not have it.</param>
/// <param name="Now">By the ledger's clock, which overlaps end by.</param>
/// <param name="Next">Verifier key of the next generation; null until it is certain that there is to be one.</param>
public sealed record RotateLogKeyCase(LogKey? Key, string? Present, DateTimeOffset Now, string? Next = null);

public static class RotateLogKeyEndpoint
{
    /// <summary>Every head is signed by all keys that overlap, and a note has room for a hundred signatures, those of the witnesses included.</summary>
    public const int OverlapsMax = 8;

    private const int OverlapDaysDefault = 30;

    [WolverinePost("/books/{book}/log/keys")]
    public static async Task<Answer> Post(RotateLogKey command, Deal deal, LedgerSession ledger, LogKeys keys, CancellationToken ct)
    {
        var stream = await deal.Open<LogKey>(LogKey.Key);
        var generation = LogKey.GenerationOf(stream.State);
        var facts = new RotateLogKeyCase(stream.State, keys.Find(deal.Book, generation), ledger.Now);
        if (Refuse(facts) is null)
        {
            // The key is in the file before the rotation is recorded; one that is refused leaves the file as it is.
            try
            {
                facts = facts with { Next = await keys.NextAsync(deal.Book, generation + 1, ct) };
            }
            catch (SharedSecretException e)
            {
                return await stream.RecordAsync(Decision.Refuse(
                    LogProblems.LogKeyMissing, $"This host does not hold what the others do: {e.Message}. Copy the file from a host that has it."));
            }
        }

        return await stream.RecordAsync(Decide(command, facts, deal.Told(command)));
    }

    public static Decision Decide(RotateLogKey command, RotateLogKeyCase facts, Told told) => Refuse(facts) is { } refusal
        ? refusal
        : Decision.Accept(new LogKeyRotated(facts.Present!, facts.Next!, command.OverlapDays ?? OverlapDaysDefault, told.When));

    private static Refusal? Refuse(RotateLogKeyCase facts)
    {
        if (facts.Present is null || (facts.Key?.Present ?? facts.Present) != facts.Present)
        {
            var generation = LogKey.GenerationOf(facts.Key);
            return new(LogProblems.LogKeyMissing, $"This host's key file does not contain the book's current log key (generation {generation}).");
        }

        return facts.Key?.OverlapsAt(facts.Now) >= OverlapsMax
            ? new(LogProblems.TooManyOverlaps, $"{OverlapsMax} earlier keys are still in their overlap period. Wait until one of them ends.")
            : null;
    }
}
