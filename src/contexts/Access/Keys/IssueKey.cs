using FluentValidation;
using Ledger.Access.Apps;
using Wolverine.Http;

namespace Ledger.Access.Keys;

/// <summary>Issues a key to an app. The answer shows the key once; the ledger stores only a hash and cannot show it again.</summary>
/// <param name="Name">The key's name, unique for the app.</param>
/// <param name="Mode">The mode: a live key works on the book, a test key on its sandbox.</param>
/// <param name="ExpiresAt">When the key expires; omit it for a key that is valid until revoked.</param>
[Allows(Roles.Operator, InOperatorRoom = true)]
[NobodysOwn("The operator issues the keys of every party.")]
[Sample("""{"app":"erp","name":"first","mode":"live","scopes":["read","write"],"expiresAt":"2027-05-01T00:00:00Z"}""")]
public sealed record IssueKey(
    string App, string Name, KeyMode Mode, IReadOnlyList<KeyScope> Scopes, DateTimeOffset? ExpiresAt = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class IssueKeyValidator : CommandValidator<IssueKey>
{
    public IssueKeyValidator()
    {
        RuleFor(c => c.App).Number();
        RuleFor(c => c.Name).Number();
        RuleFor(c => c.Scopes).Count(1, 2).Distinct(s => s);
        RuleFor(c => c.ExpiresAt).Expiry();
    }
}

/// <summary>What an issue is decided on.</summary>
/// <param name="IsOperators">It is a key of the operator, whose apps are in no book.</param>
/// <param name="Now">By the ledger's clock, which keys expire by.</param>
public sealed record IssueKeyCase(App? App, bool IsOperators, DrawnKey Drawn, DateTimeOffset Now);

public static class IssueKeyEndpoint
{
    [WolverinePost("/books/{book}/keys")]
    [AnswersMore<IssuedKey>]
    public static async Task<Answer> Post(IssueKey command, Deal deal, LedgerSession ledger)
    {
        var stream = await deal.Open<App>(App.KeyOf(command.App));
        var key = KeyText.Draw(command.Mode);
        var decision = Decide(command, new(stream.State, OperatorRoom.Is(deal.Book), DrawnKey.Of(key), ledger.Now), deal.Told(command));
        return (await stream.RecordAsync(decision)).Showing(key, decision);
    }

    public static Decision Decide(IssueKey command, IssueKeyCase facts, Told told)
    {
        if (facts.App is not { } app)
        {
            return Decision.Refuse(KeyProblems.UnknownApp, $"App {command.App} is not registered in this book. Register it with RegisterApp first.");
        }

        if (facts.IsOperators && command.Mode == KeyMode.Test)
        {
            return Decision.Refuse(KeyProblems.LiveOnly, "Issue a key in live mode instead.");
        }

        return app.RefuseAnother(command.Name, command.Mode, facts.Now) is { } refusal
            ? refusal
            : Decision.Accept(new KeyIssued(
                app.Code, app.Party, facts.Drawn.Id, command.Name, command.Mode, command.Scopes, facts.Drawn.Hash, command.ExpiresAt?.ToUniversalTime(),
                told.When));
    }
}

/// <summary>A key that was drawn, as far as it is recorded.</summary>
public sealed record DrawnKey(string Id, string Hash)
{
    public static DrawnKey Of(KeyText key) => new(key.Id, Convert.ToHexStringLower(key.Hash));
}

/// <summary>The answer to a command that issues a key.</summary>
/// <param name="Seal">The proof status of what was recorded.</param>
/// <param name="ApiKey">The key itself, only in the first answer.</param>
public sealed record IssuedKey(
    string Stream, long Version, IReadOnlyList<RecordedEvent> Events, long? Position = null, bool? AlreadyRecorded = null, string? ApiKey = null,
    Seal? Seal = null);

internal static class KeyAnswers
{
    /// <summary>The key itself goes to the one who asked for it, and into nothing that is kept.</summary>
    public static Answer Showing(this Recording recording, KeyText key, Decision decision)
    {
        Answer answer = recording;
        return decision.IsAccepted ? answer.ShowOnce("apiKey", key.ToString()) : answer;
    }

    public static IRuleBuilderOptions<T, DateTimeOffset?> Expiry<T>(this IRuleBuilder<T, DateTimeOffset?> rule) => rule
        .Must(at => at is null || (at.Value.Year >= 2000 && at.Value.Year < 2100))
        .WithErrorCode("date-out-of-range").WithMessage("Must be a time between 2000 and 2100.");
}
