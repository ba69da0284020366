using Ledger.Access.Apps;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>Revokes a key permanently. Takes effect on every host within seconds.</summary>
/// <param name="Key">The key's id: the part between the mode and the secret.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
[NobodysOwn("The operator issues the keys of every party, and revokes them.")]
[Sample("""{"key":"0123456789ab","reason":"The key was lost."}""")]
public sealed record RevokeKey(string Key, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RevokeKeyValidator : CommandValidator<RevokeKey>
{
    public RevokeKeyValidator()
    {
        RuleFor(c => c.Key).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class RevokeKeyEndpoint
{
    [WolverinePost("/books/{book}/keys/revoke")]
    public static async Task<Answer> Post(RevokeKey command, Deal deal, KeyRows keys, CancellationToken ct)
    {
        if (await keys.FindAsync(deal.Book, command.Key, ct) is not { } key)
        {
            return Answer.Refused(KeyProblems.NoSuchKey(command.Key));
        }

        var stream = await deal.Open<App>(App.KeyOf(key.App));
        return await stream.RecordAsync(Decide(command, stream.State!, deal.Told(command)));
    }

    public static Decision Decide(RevokeKey command, App app, Told told) => app.Key(command.Key)!.IsRevoked
        ? Decision.Refuse(Problems.AlreadyRecorded, $"Key {command.Key} is already revoked.")
        : Decision.Accept(new KeyRevoked(app.Code, command.Key, command.Reason, told.When));
}
