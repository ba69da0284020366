using FluentValidation;
using Wolverine.Http;

namespace Ledger.Deployment.Appointments;

/// <summary>
/// Ends an appointment of an integrator, as the customer that appointed it. Racks that hold the customer's units are retired before, or by an integrator that
/// is appointed again.
/// </summary>
[Allows(Roles.Customer)]
[NobodysOwn("A customer ends its own appointments: those of others it cannot even name.")]
[Sample("""{"integrator":"RIG","site":"PDX1","reason":"The contract ended."}""")]
public sealed record DismissIntegrator(
    string Integrator, string Reason, string? Site = null, string? Order = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DismissIntegratorValidator : CommandValidator<DismissIntegrator>
{
    public DismissIntegratorValidator()
    {
        RuleFor(c => c.Integrator).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c).Must(c => c.Site is null != c.Order is null)
            .WithErrorCode("site-or-order").WithMessage("Give either site or order, not both.");
    }
}

public static class DismissIntegratorEndpoint
{
    [WolverinePost("/books/{book}/integrators/dismiss")]
    public static async Task<Answer> Post(DismissIntegrator command, Deal deal)
    {
        var stream = await deal.Open<IntegratorAppointments>(IntegratorAppointments.KeyOf(command.Integrator));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(DismissIntegrator command, IntegratorAppointments? appointments, Told told) =>
        !told.By.IsLedger && appointments?.Has(told.By.Party, command.Site, command.Order) is true
            ? Decision.Accept(new IntegratorDismissed(command.Integrator, told.By.Party, command.Site, command.Order, command.Reason, told.When))
            : Decision.Refuse(Problems.NotAppointed, $"You have not appointed {command.Integrator} for {command.Order ?? command.Site}.");
}
