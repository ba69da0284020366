using Ledger.Access.Apps;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>Ends a key for good, within seconds and on every host.</summary>
/// <param name="Key">Id of the key: the part between its mode and its secret.</param>
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
        ? Decision.Refuse(Problems.AlreadyRecorded, $"The key {command.Key} was revoked before.")
        : Decision.Accept(new KeyRevoked(app.Code, command.Key, command.Reason, told.When));
}
