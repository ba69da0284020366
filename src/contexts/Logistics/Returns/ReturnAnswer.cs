namespace Ledger.Logistics.Returns;

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
