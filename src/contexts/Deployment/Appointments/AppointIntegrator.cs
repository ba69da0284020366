using FluentValidation;
using Wolverine.Http;

namespace Ledger.Deployment.Appointments;

/// <summary>
/// Appoints an integrator, as the customer: it may plan racks at the site, and fill and retire racks there with the customer's own units. Give either a site,
/// or an order, whose units it may build in at the site that the order is shipped to.
/// </summary>
[Allows(Roles.Customer)]
[Sample("""{"integrator":"RIG","site":"PDX1"}""")]
public sealed record AppointIntegrator(string Integrator, string? Site = null, string? Order = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AppointIntegratorValidator : CommandValidator<AppointIntegrator>
{
    public AppointIntegratorValidator()
    {
        RuleFor(c => c.Integrator).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c).Must(c => c.Site is null != c.Order is null)
            .WithErrorCode("site-or-order").WithMessage("Give either site or order, not both.");
    }
}

/// <summary>What an appointment is decided on.</summary>
/// <param name="Site">The site, where it is for one.</param>
/// <param name="Order">The order, where it is for one.</param>
/// <param name="Parties">Of the agreement that the order draws on.</param>
public sealed record AppointIntegratorCase(
    IntegratorAppointments? Appointments, PartyInfo? Integrator, SiteInfo? Site, OrderInfo? Order, AgreementParties? Parties);

public static class AppointIntegratorEndpoint
{
    [WolverinePost("/books/{book}/integrators/appoint")]
    public static async Task<Answer> Post(AppointIntegrator command, Deal deal)
    {
        var opened = deal.Open<IntegratorAppointments>(IntegratorAppointments.KeyOf(command.Integrator));
        var integrator = deal.Party(command.Integrator);
        var site = command.Site is null ? null : await deal.Site(command.Site);
        var order = command.Order is null ? null : await deal.Order(command.Order);
        var parties = await deal.PartiesOfAgreement(order?.Agreement);
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await integrator, site, order, parties), deal.Told(command)));
    }

    public static Decision Decide(AppointIntegrator command, AppointIntegratorCase facts, Told told)
    {
        if (facts.Order is { } placed && Owner.Refuse(told.By, $"appoint an integrator for order {placed.Order}", facts.Parties?.Customer) is { } foreign)
        {
            return foreign;
        }

        return (command.Order, facts) switch
        {
            (not null, { Order: null }) => Decision.Refuse(DeploymentProblems.UnknownOrder, $"Order {command.Order} does not exist in this book."),
            (null, { Site: null }) => Decision.Refuse(Problems.UnknownSite, $"Register site {command.Site} first."),
            (_, { Integrator: null }) => Decision.Refuse(Problems.UnknownParty, $"Party {command.Integrator} is not in this book. The operator adds parties."),
            (_, { Integrator: { } party }) when !party.Roles.Contains("integrator") =>
                Decision.Refuse(DeploymentProblems.NoIntegrator, $"{party.Party} is no integrator in this book. Appoint one that is."),
            _ when facts.Appointments?.Has(told.By.Party, command.Site, facts.Order?.Order) is true =>
                Decision.Refuse(Problems.AlreadyAppointed, $"{command.Integrator} is appointed for {command.Order ?? command.Site} already."),
            _ => Decision.Accept(new IntegratorAppointed(
                command.Integrator, told.By.Party, facts.Order?.ShipTo ?? facts.Site!.Site, facts.Order?.Order, facts.Order?.AgreementLines, told.When)),
        };
    }
}
