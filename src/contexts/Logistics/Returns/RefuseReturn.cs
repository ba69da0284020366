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
        RuleFor(c => c.Return).Number();
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

/// <summary>What the supplier's answers to a request have in common.</summary>
internal static class ReturnAnswer
{
    public static Refusal? Refuse(UnitReturn? returned, string number, Sender by, string verb)
    {
        const string Again = "The customer asks for another return with RequestReturn.";
        return returned switch
        {
            null => new(LogisticsProblems.UnknownReturn, $"Return {number} does not exist in this book."),
            { Request: { } request } when Owner.Refuse(by, $"{verb} return {number}", request.Supplier) is { } foreign => foreign,
            { State: ReturnState.Withdrawn } => new(LogisticsProblems.ReturnNotOpen, $"Return {number} was withdrawn. {Again}"),
            { IsSent: true } => new(
                LogisticsProblems.ReturnNotOpen,
                $"The units of return {number} were sent. Receive them with ReceiveReturn if a carrier has them; "
                + "the customer takes them back with CancelReturn."),
            _ => null,
        };
    }
}
