namespace Ledger.Logistics.Returns;

/// <summary>What the commands about a return that was sent have in common.</summary>
internal static class SentReturn
{
    /// <param name="owners">Whose the units are that were sent; where none was, that is who was asked to take them.</param>
    public static Refusal? Refuse(UnitReturn? returned, string number, Sender by, string verb, IReadOnlyList<string?> owners) => returned switch
    {
        null => new(LogisticsProblems.UnknownReturn, $"Return {number} does not exist in this book."),
        _ when Owner.RefuseUnlessAll(by, $"{verb} return {number}", owners.DefaultIfEmpty(returned.Request?.Supplier)) is { } foreign => foreign,
        { State: ReturnState.Withdrawn } => new(
            LogisticsProblems.ReturnNotOpen, $"Return {number} was withdrawn. The customer asks for another return with RequestReturn."),
        { IsSent: false } => new(LogisticsProblems.NotSent, $"Units of return {number} have not been sent yet: the customer sends them with ReturnUnits."),
        _ => null,
    };

    /// <summary>Where units of a return are that have not come to their supplier.</summary>
    public static string[] Accounts(string number) =>
        [.. new[] { Condition.Returning, Condition.NotReturned, Condition.WrittenOff }.Select(condition => Account.OnReturn(number, condition))];
}
