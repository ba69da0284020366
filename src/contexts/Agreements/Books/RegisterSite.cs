using FluentValidation;
using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Registers a place where units can be.</summary>
[Allows(Roles.Supplier | Roles.Customer | Roles.Integrator | Roles.Operator)]
[Sample("""{"site":"PDX1","name":"x","kind":"port"}""")]
public sealed record RegisterSite([property: DocumentNumber] string Site, string Name, SiteKind Kind, string? Country = null, string? Gln = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterSiteValidator : CommandValidator<RegisterSite>
{
    public RegisterSiteValidator()
    {
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Country).Must(country => country is null || (country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
            .WithErrorCode("bad-format").WithMessage("Expected: two capital letters, ISO 3166-1.");
        RuleFor(c => c.Gln).Gln();
    }
}

public static class RegisterSiteEndpoint
{
    [WolverinePost("/books/{book}/sites")]
    public static async Task<Answer> Post(RegisterSite command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Site>(Site.KeyOf(command.Site), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command)));
    }

    public static Decision Decide(Site? state, RegisterSite command, DateTimeOffset when) => state is null
        ? Decision.Accept(new SiteRegistered(command.Site, command.Name, command.Kind, command.Country, command.Gln, when))
        : Decision.Refuse(Problems.AlreadyRecorded, $"The site {command.Site} is registered already.");
}
