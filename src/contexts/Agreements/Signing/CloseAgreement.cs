using Ledger.Agreements.Agreements;
using Wolverine.Http;

namespace Ledger.Agreements.Signing;

/// <summary>Closes an agreement to new orders. Existing orders are still delivered, and its milestones still count.</summary>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","reason":"replaced by SA-2"}""")]
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
    public static async Task<Answer> Post(CloseAgreement command, Deal deal)
    {
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(CloseAgreement command, Agreement? agreement, Told told) => agreement switch
    {
        null => Decision.Refuse(AgreementProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book."),
        _ when Owner.Refuse(told.By, $"close agreement {agreement.Code}", agreement.Supplier, agreement.Customer) is { } foreign => foreign,
        { IsClosed: true } => Decision.Refuse(AgreementProblems.AgreementClosed, $"Agreement {command.Agreement} is already closed."),
        _ => Decision.Accept(new AgreementClosed(command.Reason, told.When)),
    };
}
