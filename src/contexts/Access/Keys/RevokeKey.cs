using Ledger.Access.Apps;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>Ends a key for good, within seconds and on every host.</summary>
/// <param name="Key">Id of the key: the part between its mode and its secret.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
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
    public static async Task<Answer> Post(RevokeKey command, LedgerSession ledger, KeyRows keys, CancellationToken ct)
    {
        if (await keys.FindAsync(command.Key, ct) is not { } key || key.Book != ledger.Book)
        {
            return Answer.Refused(KeyProblems.UnknownKey, $"There is no key {command.Key} here.");
        }

        var stream = await ledger.OpenAsync<App>(App.KeyOf(key.App), ct);
        return await stream.RecordAsync(Decide(stream.State!, command, ledger.When(command)));
    }

    public static Decision Decide(App state, RevokeKey command, DateTimeOffset when) => state.Key(command.Key)!.IsRevoked
        ? Decision.Refuse(Problems.AlreadyRecorded, $"The key {command.Key} was revoked before.")
        : Decision.Accept(new KeyRevoked(state.Code, command.Key, command.Reason, when));
}
