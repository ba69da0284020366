using FluentValidation;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Authorises a return that the customer asked for, as its supplier: also one that it refused before, or with another site or time than before, as long as
/// nothing was sent.
/// </summary>
/// <param name="Rma">The supplier's number of the authorisation.</param>
/// <param name="To">The site to which the units go: the supplier's own, or that of whoever repairs them.</param>
/// <param name="ValidUntil">The end of the time, exclusive, in which the units are to be sent; without a limit when omitted.</param>
[Allows(Roles.Supplier)]
[Sample("""{"return":"RT-1","rma":"RMA-1","to":"FAB1","validUntil":"2026-12-31T00:00:00Z"}""")]
public sealed record AuthoriseReturn(
    string Return, [property: DocumentNumber] string Rma, string To, DateTimeOffset? ValidUntil = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AuthoriseReturnValidator : CommandValidator<AuthoriseReturn>
{
    public AuthoriseReturnValidator()
    {
        RuleFor(c => c.Return).DocumentName();
        RuleFor(c => c.Rma).Number();
        RuleFor(c => c.To).Number();
        RuleFor(c => c.ValidUntil).Must(at => at is null or { Year: >= 2000 and < 2100 })
            .WithErrorCode("date-out-of-range").WithMessage("Must be a time between 2000 and 2100.");
    }
}

/// <summary>What an authorisation is decided on.</summary>
public sealed record AuthoriseReturnCase(UnitReturn? Return, SiteInfo? To);

public static class AuthoriseReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/authorise")]
    public static async Task<Answer> Post(AuthoriseReturn command, Deal deal)
    {
        var (opened, to) = (deal.Open<UnitReturn>(UnitReturn.Key(command.Return)), deal.Site(command.To));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await to), deal.Told(command)));
    }

    public static Decision Decide(AuthoriseReturn command, AuthoriseReturnCase facts, Told told)
    {
        if (ReturnAnswer.Refuse(facts.Return, command.Return, told.By, "authorise") is { } refusal)
        {
            return refusal;
        }

        var returned = facts.Return!;
        if (returned.Rmas.Contains(command.Rma))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Authorisation {command.Rma} of return {command.Return} is already recorded.");
        }

        return (facts.To, IsUnitsSite: facts.To?.Site == returned.Request!.Site) switch
        {
            (null, _) => Decision.Refuse(Problems.UnknownSite, $"Register site {command.To} first."),
            (_, true) => Decision.Refuse(LogisticsProblems.NotTheSuppliersSite, $"The units are at {command.To}. Name a site of your own for them."),
            _ => Decision.Accept(new ReturnAuthorised(command.Return, command.Rma, command.To, told.When, command.ValidUntil?.ToUniversalTime())),
        };
    }
}
