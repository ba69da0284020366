using FluentValidation;
using Wolverine.Http;

namespace Ledger.Audit.Log.Keys;

/// <summary>Signs the book's log with a new key from now on. The new key is in the key file before the rotation is recorded.</summary>
/// <param name="OverlapDays">How long heads are signed with the old key too; 30 days when absent.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
public sealed record RotateLogKey(int? OverlapDays = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RotateLogKeyValidator : CommandValidator<RotateLogKey>
{
    public const int OverlapDaysMax = 366;

    public RotateLogKeyValidator() =>
        RuleFor(c => c.OverlapDays).InclusiveBetween(0, OverlapDaysMax).WithErrorCode("overlap-out-of-range").WithMessage($"0 to {OverlapDaysMax} days are expected.");
}

public static class RotateLogKeyEndpoint
{
    /// <summary>Every head is signed by all keys that overlap, and a note has room for a hundred signatures, those of the witnesses included.</summary>
    public const int OverlapsMax = 8;

    private const int OverlapDaysDefault = 30;

    [WolverinePost("/books/{book}/log/keys")]
    public static async Task<Answer> Post(RotateLogKey command, LedgerSession ledger, LogKeys keys, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<LogKey>(LogKey.Key, ct);
        var generation = (stream.State?.Rotations ?? 0) + 1;
        var old = keys.Find(ledger.Book, generation);
        if (old is null || (stream.State?.Present ?? old) != old)
        {
            return Answer.Refused(LogProblems.LogKeyMissing, $"The key file of this host does not hold the present key of this book, generation {generation}.");
        }

        if (stream.State?.OverlapsAt(ledger.Now) >= OverlapsMax)
        {
            return Answer.Refused(LogProblems.TooManyOverlaps, $"{OverlapsMax} keys before the present one still sign beside it. Wait for the end of an overlap.");
        }

        var next = await keys.NextAsync(ledger.Book, generation + 1, ct);
        return await stream.RecordAsync(Decide(command, old, next, ledger.When(command)));
    }

    public static Decision Decide(RotateLogKey command, string old, string next, DateTimeOffset when) =>
        Decision.Accept(new LogKeyRotated(old, next, command.OverlapDays ?? OverlapDaysDefault, when));
}
