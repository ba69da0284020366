using FluentValidation;
using Ledger.Deployment.Appointments;
using Ledger.Deployment.RackModels;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Plans a rack of a model at a site.</summary>
[Allows(Roles.Integrator)]
[NobodysOwn("A rack belongs to the integrator that plans it; where it may plan one is a matter of appointments.")]
[Sample("""{"rack":"R-1","model":"M-1","site":"PDX1"}""")]
public sealed record PlanRack(
    [property: DocumentNumber] string Rack, string Model, string Site, RackPosition? Position = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class PlanRackValidator : CommandValidator<PlanRack>
{
    public PlanRackValidator()
    {
        RuleFor(c => c.Rack).Number();
        RuleFor(c => c.Model).Number();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Position!.Room).Text(64).When(c => c.Position is not null);
        RuleFor(c => c.Position!.Row).Text(64).When(c => c.Position is not null);
        RuleFor(c => c.Position!.Slot).Text(64).When(c => c.Position is not null);
    }
}

/// <summary>What a plan is decided on.</summary>
/// <param name="Appointed">Where the sender is appointed.</param>
public sealed record PlanRackCase(Rack? Rack, RackModel? Model, SiteInfo? Site, Appointed Appointed);

public static class PlanRackEndpoint
{
    [WolverinePost("/books/{book}/racks")]
    public static async Task<Answer> Post(PlanRack command, Deal deal)
    {
        var (opened, model, site) = (deal.Open<Rack>(Rack.KeyOf(command.Rack)), deal.Open<RackModel>(RackModel.KeyOf(command.Model)), deal.Site(command.Site));
        var stream = await opened;
        var appointed = await Appointed.OfAsync(deal, command, []);
        return await stream.RecordAsync(Decide(command, new(stream.State, (await model).State, await site, appointed), deal.Told(command)));
    }

    public static Decision Decide(PlanRack command, PlanRackCase facts, Told told) => facts switch
    {
        { Rack: not null } => Decision.Refuse(Problems.AlreadyRecorded, $"Rack {command.Rack} is planned already."),
        { Model: null } => Decision.Refuse(DeploymentProblems.UnknownModel, $"Define rack model {command.Model} first."),
        { Site: null } => Decision.Refuse(Problems.UnknownSite, $"Register site {command.Site} first."),
        { Appointed: var appointed } when appointed.RefuseAt(command.Site) is { } refusal => refusal,
        _ => Decision.Accept(new RackPlanned(command.Rack, command.Model, command.Site, command.Position, facts.Model.Parts, told.When)),
    };
}
