using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Registers a product under <c>manufacturer:part-number</c>.</summary>
[Allows(Roles.Supplier | Roles.Operator)]
[NobodysOwn("All parties of the book share its products.")]
[Sample("""{"product":"acme:B300","name":"x","family":"gpu","generation":"blackwell","gtin":"04012345123456"}""")]
public sealed record RegisterProduct(
    [property: DocumentNumber] string Product, string Name, string Family, string? Generation = null, string? Gtin = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterProductValidator : CommandValidator<RegisterProduct>
{
    public RegisterProductValidator()
    {
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Family).Family();
        RuleFor(c => c.Generation).Text(64);
        RuleFor(c => c.Gtin).Gtin();
    }
}

public static class RegisterProductEndpoint
{
    [WolverinePost("/books/{book}/products")]
    public static async Task<Answer> Post(RegisterProduct command, Deal deal, LedgerSession ledger)
    {
        var stream = await deal.Open<Product>(Product.KeyOf(command.Product));
        ledger.UseGtin(command.Gtin, command.Product);
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(RegisterProduct command, Product? product, Told told) => product is null
        ? Decision.Accept(new ProductRegistered(command.Product, command.Name, command.Family, command.Generation, command.Gtin, told.When))
        : Decision.Refuse(Problems.AlreadyRecorded, $"Product {command.Product} is already registered.");
}
