using FluentValidation;
using Ledger.Access.Apps;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>Gives an app a key in place of another, which goes on for a while so that the app can change over without a pause.</summary>
/// <param name="Key">Id of the key that is replaced. The new one has its mode and its scopes.</param>
/// <param name="Name">What people call the new key.</param>
/// <param name="GraceMinutes">How long the old key goes on; a day when absent.</param>
/// <param name="ExpiresAt">When the new key expires; absent when it is good until it is revoked.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
public sealed record RotateKey(string Key, string Name, int? GraceMinutes = null, DateTimeOffset? ExpiresAt = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RotateKeyValidator : CommandValidator<RotateKey>
{
    public const int GraceMinutesMax = 30 * 24 * 60;

    public RotateKeyValidator()
    {
        RuleFor(c => c.Key).Number();
        RuleFor(c => c.Name).Number();
        RuleFor(c => c.GraceMinutes).InclusiveBetween(0, GraceMinutesMax).WithErrorCode("grace-out-of-range").WithMessage($"0 to {GraceMinutesMax} minutes are expected.");
        RuleFor(c => c.ExpiresAt).Expiry();
    }
}

public static class RotateKeyEndpoint
{
    private const int GraceMinutesDefault = 24 * 60;

    [WolverinePost("/books/{book}/keys/rotate")]
    [AnswersMore<IssuedKey>]
    public static async Task<Answer> Post(RotateKey command, LedgerSession ledger, KeyRows keys, CancellationToken ct)
    {
        if (await keys.FindAsync(command.Key, ct) is not { } old || old.Book != ledger.Book)
        {
            return Answer.Refused(KeyProblems.UnknownKey, $"There is no key {command.Key} here.");
        }

        var stream = await ledger.OpenAsync<App>(App.KeyOf(old.App), ct);
        var key = KeyText.Draw(old.IsTest ? KeyMode.Test : KeyMode.Live);
        var decision = Decide(stream.State!, command, DrawnKey.Of(key), ledger.Now, ledger.When(command));
        return (await stream.RecordAsync(decision)).Showing(key, decision);
    }

    public static Decision Decide(App state, RotateKey command, DrawnKey key, DateTimeOffset now, DateTimeOffset when)
    {
        var old = state.Key(command.Key)!;
        if (!old.IsActive(now))
        {
            return Decision.Refuse(KeyProblems.KeyNotActive, $"Issue {state.Code} a new key instead.");
        }

        if (state.RefuseAnother(command.Name, old.Mode, now) is { } refusal)
        {
            return refusal;
        }

        var end = now.AddMinutes(command.GraceMinutes ?? GraceMinutesDefault);
        return Decision.Accept(
            new KeyIssued(state.Code, state.Party, key.Id, command.Name, old.Mode, old.Scopes, key.Hash, command.ExpiresAt?.ToUniversalTime(), when),
            new KeyExpirySet(state.Code, old.Key, key.Id, old.ExpiresAt < end ? old.ExpiresAt.Value : end, when));
    }
}
