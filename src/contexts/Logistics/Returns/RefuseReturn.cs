using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>Refuses a return that the customer asked for, as its supplier, or takes back its authorisation as long as nothing was sent.</summary>
[Allows(Roles.Supplier)]
[Sample("""{"return":"RT-1","reason":"out of warranty"}""")]
public sealed record RefuseReturn(string Return, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RefuseReturnValidator : CommandValidator<RefuseReturn>
{
    public RefuseReturnValidator()
    {
        RuleFor(c => c.Return).DocumentName();
        RuleFor(c => c.Reason).Text();
    }
}

public static class RefuseReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/refuse")]
    public static async Task<Answer> Post(RefuseReturn command, Deal deal)
    {
        var stream = await deal.Open<UnitReturn>(UnitReturn.Key(command.Return));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(RefuseReturn command, UnitReturn? returned, Told told) =>
        ReturnAnswer.Refuse(returned, command.Return, told.By, "refuse") is { } refusal ? refusal
            : returned!.State == ReturnState.Refused
            ? Decision.Refuse(
                LogisticsProblems.ReturnNotOpen, $"Return {command.Return} is refused already. Authorise it with AuthoriseReturn if it is to come.")
            : Decision.Accept(new ReturnRefused(command.Return, command.Reason, told.When));
}
