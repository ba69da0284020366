using FluentValidation;
using Wolverine.Http;

namespace Ledger.Deployment.RackModels;

/// <summary>Defines what a kind of rack is made of.</summary>
[Allows(Roles.Integrator)]
[Sample("""{"model":"M-1","name":"x","illustrative":true,"parts":[{"family":"gpu","count":1}]}""")]
public sealed record DefineRackModel([property: DocumentNumber] string Model, string Name, bool Illustrative, IReadOnlyList<RackPart> Parts, DateTimeOffset? OccurredAt = null) : ICommand;

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
            .WithErrorCode("count-out-of-range").WithMessage($"1 to {Rules.SerialsMax} units are expected.");
        RuleFor(p => p).Must(p => p.Product is null != p.Family is null)
            .WithErrorCode("product-or-family").WithMessage("Either product or family is expected.");
    }
}

public static class DefineRackModelEndpoint
{
    [WolverinePost("/books/{book}/rack-models")]
    public static async Task<Answer> Post(DefineRackModel command, ICatalog catalog, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<RackModel>(RackModel.KeyOf(command.Model), ct);
        var products = await catalog.ProductsAsync(ledger.Book, [.. command.Parts.Select(p => p.Product).OfType<string>()], ct);
        return await stream.RecordAsync(Decide(stream.State, command, products, ledger.When(command)));
    }

    public static Decision Decide(RackModel? model, DefineRackModel command, IReadOnlyDictionary<string, ProductInfo> products, DateTimeOffset when)
    {
        if (model is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The model {command.Model} is defined already, and a model never changes.");
        }

        return command.Parts.FirstOrDefault(p => p.Product is not null && !products.ContainsKey(p.Product)) is { } unknown
            ? Decision.Refuse(Problems.UnknownProduct, $"There is no product {unknown.Product}.")
            : Decision.Accept(new RackModelDefined(command.Model, command.Name, command.Illustrative, command.Parts, when));
    }
}
