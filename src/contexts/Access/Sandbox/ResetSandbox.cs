using Wolverine.Http;

namespace Ledger.Access.Sandbox;

/// <summary>Resets the sandbox: from now on test keys work in a new copy of the book. The version in the answer is the copy's generation.</summary>
[NotInTwin]
[Allows(Roles.Operator, WithTestKey = RoleSets.Senders)]
[NobodysOwn("All partners rehearse in the one sandbox of a book.")]
[Sample("""{"reason":"The next rehearsal starts afresh."}""")]
public sealed record ResetSandbox(string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ResetSandboxValidator : CommandValidator<ResetSandbox>
{
    public ResetSandboxValidator() => RuleFor(c => c.Reason).Text();
}

public static class ResetSandboxEndpoint
{
    [WolverinePost("/books/{book}/sandbox/reset")]
    public static async Task<Answer> Post(ResetSandbox command, Deal deal)
    {
        var stream = await deal.Open<BookSandbox>(BookSandbox.Key);
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(ResetSandbox command, BookSandbox? sandbox, Told told) =>
        Decision.Accept(new SandboxReset((sandbox?.Generation ?? 0) + 1, command.Reason, told.When));
}
