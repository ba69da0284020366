using Wolverine.Http;

namespace Ledger.Agreements.Agreements;

/// <summary>Ends an agreement: nothing more can be drawn from it. What was ordered is still delivered, and its milestones go on.</summary>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","reason":"x"}""")]
public sealed record CloseAgreement(string Agreement, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CloseAgreementValidator : CommandValidator<CloseAgreement>
{
    public CloseAgreementValidator()
    {
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class CloseAgreementEndpoint
{
    [WolverinePost("/books/{book}/agreements/close")]
    public static async Task<Answer> Post(CloseAgreement command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(Agreement? state, CloseAgreement command, DateTimeOffset when, string? by = null) => state switch
    {
        null => Decision.Refuse(AgreementProblems.UnknownAgreement, $"There is no agreement {command.Agreement}."),
        _ when Owner.Refuse(by, $"The agreement {state.Code}", state.Supplier, state.Customer) is { } foreign => foreign,
        { IsClosed: true } => Decision.Refuse(AgreementProblems.AgreementClosed, $"The agreement {command.Agreement} is closed already."),
        _ => Decision.Accept(new AgreementClosed(command.Reason, when)),
    };
}
