using FluentValidation;
using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Registers a place where units can be.</summary>
[Allows(Roles.Supplier | Roles.Customer | Roles.Integrator | Roles.Operator)]
[NobodysOwn("All parties of the book share its sites.")]
[Sample("""{"site":"PDX1","name":"x","kind":"port","country":"US","gln":"4012345000009"}""")]
public sealed record RegisterSite(
    [property: DocumentNumber(IsShared = true)] string Site, string Name, SiteKind Kind, string? Country = null, string? Gln = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterSiteValidator : CommandValidator<RegisterSite>
{
    public RegisterSiteValidator()
    {
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Country).Must(country => country is null || (country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
            .WithErrorCode("bad-format").WithMessage("Must be a two-letter country code (ISO 3166-1 alpha-2) in capitals.");
        RuleFor(c => c.Gln).Gln();
    }
}

public static class RegisterSiteEndpoint
{
    [WolverinePost("/books/{book}/sites")]
    public static async Task<Answer> Post(RegisterSite command, Deal deal, LedgerSession ledger)
    {
        var stream = await deal.Open<Site>(Site.KeyOf(command.Site));
        ledger.UseGln(command.Gln, command.Site);
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(RegisterSite command, Site? site, Told told) => site is null
        ? Decision.Accept(new SiteRegistered(command.Site, command.Name, command.Kind, command.Country, command.Gln, told.When))
        : Decision.Refuse(Problems.AlreadyRecorded, $"Site {command.Site} is already registered.");
}
