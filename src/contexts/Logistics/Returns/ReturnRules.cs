using System.Globalization;

namespace Ledger.Logistics.Returns;

/// <summary>Which units go back only when their supplier has authorised it, and whether it has.</summary>
internal static class ReturnRules
{
    private const string Ask = "Ask for another return with RequestReturn.";

    public static IEnumerable<string> AuthorisingLinesOf(AgreementInfo? agreement) => (agreement?.Lines ?? []).Where(line => line.AuthorisesReturns)
        .Select(line => AgreementLineKey.Of(agreement!.Agreement, line.Line));

    /// <summary>What was asked for goes back as it was authorised; what was not asked for goes back where the agreement leaves that to the customer.</summary>
    public static Refusal? RefuseUnauthorised(ReturnUnits command, ReturnUnitsCase facts, DateTimeOffset when)
    {
        var number = command.Return;
        return facts.Return switch
        {
            null => RefuseUnasked(command, facts),
            { State: ReturnState.Requested } => new(
                LogisticsProblems.ReturnNotAnswered, $"Return {number} is not authorised yet. Its supplier answers with AuthoriseReturn or RefuseReturn."),
            { State: ReturnState.Refused, Refusal: var reason } => Not($"Return {number} was refused: {reason}. {Ask}"),
            { State: ReturnState.Withdrawn } => Not($"Return {number} was withdrawn. {Ask}"),
            { Authorisation.ValidUntil: { } end } when when >= end => Not(
                $"Return {number} was authorised until {end.ToString("O", CultureInfo.InvariantCulture)}. "
                + "The supplier can authorise it again with AuthoriseReturn."),
            { Request: { } request } when request.Product != command.Product => Not($"Return {number} is authorised for units of {request.Product}. {Ask}"),
            { Request: { } request } when command.Serials.Except(request.Serials).ToList() is { Count: > 0 } others =>
                Not($"{others.Count} of {command.Serials.Count} units are not among those that return {number} asks for. Leave them out. {Ask}", others),
            _ => null,
        };
    }

    private static Refusal? RefuseUnasked(ReturnUnits command, ReturnUnitsCase facts)
    {
        var lines = facts.Authorising ?? [];
        return facts.Units.Located.Where(unit => unit.Line is { } line && lines.Contains(line)).Select(unit => unit.Serial).ToList() is { Count: > 0 } units
            ? Not(
                $"{units.Count} of {command.Serials.Count} units go back only when their supplier has authorised it. "
                + "Ask for that with RequestReturn under this number.", units)
            : null;
    }

    private static Refusal Not(string detail, IReadOnlyList<string>? serials = null) => new(LogisticsProblems.ReturnNotAuthorised, detail, serials);
}
