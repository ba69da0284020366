using FluentValidation;
using Ledger.Deployment.RackModels;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Plans a rack of a model at a site.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"rack":"R-1","model":"M-1","site":"PDX1"}""")]
public sealed record PlanRack([property: DocumentNumber] string Rack, string Model, string Site, RackPosition? Position = null, DateTimeOffset? OccurredAt = null) : ICommand;

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

public static class PlanRackEndpoint
{
    [WolverinePost("/books/{book}/racks")]
    public static async Task<Answer> Post(PlanRack command, Deal deal)
    {
        var (opened, model, site) = (deal.Open<Rack>(Rack.KeyOf(command.Rack)), deal.Open<RackModel>(RackModel.KeyOf(command.Model)), deal.Site(command.Site));
        var stream = await opened;
        return await stream.RecordAsync(Decide(stream.State, command, (await model).State, await site, deal.Told(command).When));
    }

    public static Decision Decide(Rack? rack, PlanRack command, RackModel? model, SiteInfo? site, DateTimeOffset when) => (rack, model, site) switch
    {
        (not null, _, _) => Decision.Refuse(Problems.AlreadyRecorded, $"The rack {command.Rack} is planned already."),
        (_, null, _) => Decision.Refuse(DeploymentProblems.UnknownModel, $"There is no rack model {command.Model}."),
        (_, _, null) => Decision.Refuse(Problems.UnknownSite, $"There is no site {command.Site}."),
        _ => Decision.Accept(new RackPlanned(command.Rack, command.Model, command.Site, command.Position, model.Parts, when)),
    };
}
