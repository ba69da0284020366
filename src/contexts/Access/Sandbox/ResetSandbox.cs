using Wolverine.Http;

namespace Ledger.Access.Sandbox;

/// <summary>Wipes the sandbox: test keys work in a new twin of the book from now on, whose generation is the version in the answer.</summary>
[NotInTwin]
[Allows(Roles.Operator, WithTestKey = RoleSets.Senders)]
public sealed record ResetSandbox(string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ResetSandboxValidator : CommandValidator<ResetSandbox>
{
    public ResetSandboxValidator() => RuleFor(c => c.Reason).Text();
}

public static class ResetSandboxEndpoint
{
    [WolverinePost("/books/{book}/sandbox/reset")]
    public static async Task<Answer> Post(ResetSandbox command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<BookSandbox>(BookSandbox.Key, ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command)));
    }

    public static Decision Decide(BookSandbox? sandbox, ResetSandbox command, DateTimeOffset when) =>
        Decision.Accept(new SandboxReset((sandbox?.Generation ?? 0) + 1, command.Reason, when));
}
