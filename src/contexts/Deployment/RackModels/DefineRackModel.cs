using FluentValidation;
using Wolverine.Http;

namespace Ledger.Deployment.RackModels;

/// <summary>Defines a rack model by its bill of materials.</summary>
[Allows(Roles.Integrator)]
[NobodysOwn("A rack model is a description that every integrator of the book builds by.")]
[Sample("""{"model":"M-1","name":"x","illustrative":true,"parts":[{"family":"gpu","count":1}]}""")]
public sealed record DefineRackModel(
    [property: DocumentNumber(IsShared = true)] string Model, string Name, bool Illustrative, IReadOnlyList<RackPart> Parts,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DefineRackModelValidator : CommandValidator<DefineRackModel>
{
    public const int PartsMax = 200;

    public DefineRackModelValidator()
    {
        RuleFor(c => c.Model).Number();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Parts).Count(1, PartsMax).Distinct(p => (p.Product, p.Family));
        RuleForEach(c => c.Parts).SetValidator(new RackPartValidator());
        // Commissioning and decommissioning move everything that is in a rack with one event.
        RuleFor(c => c.Parts).Must(parts => parts.Sum(p => (long)p.Count) <= Rules.SerialsMax)
            .WithErrorCode("count-out-of-range").WithMessage($"A rack holds at most {Rules.SerialsMax} units.");
    }
}

public sealed class RackPartValidator : AbstractValidator<RackPart>
{
    public RackPartValidator()
    {
        RuleFor(p => p.Product).ProductId();
        RuleFor(p => p.Family).Family();
        RuleFor(p => p.Count).InclusiveBetween(1, Rules.SerialsMax)
            .WithErrorCode("count-out-of-range").WithMessage($"Must be 1 to {Rules.SerialsMax} units.");
        RuleFor(p => p).Must(p => p.Product is null != p.Family is null)
            .WithErrorCode("product-or-family").WithMessage("Give either product or family, not both.");
    }
}

/// <summary>What a definition is decided on.</summary>
/// <param name="Products">Those of the parts that the catalog has.</param>
public sealed record DefineRackModelCase(RackModel? Model, IReadOnlyDictionary<string, ProductInfo> Products);

public static class DefineRackModelEndpoint
{
    [WolverinePost("/books/{book}/rack-models")]
    public static async Task<Answer> Post(DefineRackModel command, Deal deal)
    {
        var (opened, products) = (deal.Open<RackModel>(RackModel.KeyOf(command.Model)), deal.Products(command.Parts.Select(p => p.Product).OfType<string>()));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await products), deal.Told(command)));
    }

    public static Decision Decide(DefineRackModel command, DefineRackModelCase facts, Told told)
    {
        if (facts.Model is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Rack model {command.Model} is defined already, and a model never changes.");
        }

        return command.Parts.FirstOrDefault(p => p.Product is not null && !facts.Products.ContainsKey(p.Product)) is { } unknown
            ? Decision.Refuse(Problems.UnknownProduct, $"Product {unknown.Product} is not registered. The supplier or the operator registers products.")
            : Decision.Accept(new RackModelDefined(command.Model, command.Name, command.Illustrative, command.Parts, told.When));
    }
}
