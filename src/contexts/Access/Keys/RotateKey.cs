using FluentValidation;
using Ledger.Access.Apps;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>Replaces a key with a new one. The old key stays valid for a grace period, so that the app can switch without interruption.</summary>
/// <param name="Key">The id of the key to replace. The new key has the same mode and scopes.</param>
/// <param name="Name">The name of the new key, unique for the app.</param>
/// <param name="GraceMinutes">How long the old key stays valid; one day when omitted.</param>
/// <param name="ExpiresAt">When the new key expires; omit it for a key that is valid until revoked.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
[NobodysOwn("The operator issues the keys of every party, and replaces them.")]
[Sample("""{"key":"0123456789ab","name":"second","graceMinutes":60,"expiresAt":"2027-05-01T00:00:00Z"}""")]
public sealed record RotateKey(
    string Key, string Name, int? GraceMinutes = null, DateTimeOffset? ExpiresAt = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RotateKeyValidator : CommandValidator<RotateKey>
{
    public const int GraceMinutesMax = 30 * 24 * 60;

    public RotateKeyValidator()
    {
        RuleFor(c => c.Key).Number();
        RuleFor(c => c.Name).Number();
        RuleFor(c => c.GraceMinutes).InclusiveBetween(0, GraceMinutesMax)
            .WithErrorCode("grace-out-of-range").WithMessage($"Must be 0 to {GraceMinutesMax} minutes.");
        RuleFor(c => c.ExpiresAt).Expiry();
    }
}

/// <summary>What a rotation is decided on.</summary>
/// <param name="App">The app that the key to replace was issued to.</param>
/// <param name="Now">By the ledger's clock, which keys expire by.</param>
public sealed record RotateKeyCase(App App, DrawnKey Drawn, DateTimeOffset Now);

public static class RotateKeyEndpoint
{
    private const int GraceMinutesDefault = 24 * 60;

    [WolverinePost("/books/{book}/keys/rotate")]
    [AnswersMore<IssuedKey>]
    public static async Task<Answer> Post(RotateKey command, Deal deal, LedgerSession ledger, KeyRows keys, CancellationToken ct)
    {
        if (await keys.FindAsync(deal.Book, command.Key, ct) is not { } old)
        {
            return Answer.Refused(KeyProblems.NoSuchKey(command.Key));
        }

        var stream = await deal.Open<App>(App.KeyOf(old.App));
        var key = KeyText.Draw(old.IsTest ? KeyMode.Test : KeyMode.Live);
        var decision = Decide(command, new(stream.State!, DrawnKey.Of(key), ledger.Now), deal.Told(command));
        return (await stream.RecordAsync(decision)).Showing(key, decision);
    }

    public static Decision Decide(RotateKey command, RotateKeyCase facts, Told told)
    {
        var (app, drawn, now) = facts;
        var old = app.Key(command.Key)!;
        if (!old.IsActive(now))
        {
            return Decision.Refuse(KeyProblems.KeyNotActive, $"Issue a new key to app {app.Code} instead.");
        }

        if (app.RefuseAnother(command.Name, old.Mode, now) is { } refusal)
        {
            return refusal;
        }

        var end = now.AddMinutes(command.GraceMinutes ?? GraceMinutesDefault);
        return Decision.Accept(
            new KeyIssued(app.Code, app.Party, drawn.Id, command.Name, old.Mode, old.Scopes, drawn.Hash, command.ExpiresAt?.ToUniversalTime(), told.When),
            new KeyExpirySet(app.Code, old.Key, drawn.Id, old.ExpiresAt < end ? old.ExpiresAt.Value : end, told.When));
    }
}
