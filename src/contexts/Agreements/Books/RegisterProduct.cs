using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Registers a product under <c>manufacturer:part-number</c>.</summary>
[Allows(Roles.Supplier | Roles.Operator)]
[Sample("""{"product":"acme:B300","name":"x","family":"gpu"}""")]
public sealed record RegisterProduct(
    [property: DocumentNumber] string Product, string Name, string Family, string? Generation = null, string? Gtin = null, DateTimeOffset? OccurredAt = null) : ICommand;

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
    public static async Task<Answer> Post(RegisterProduct command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Product>(Product.KeyOf(command.Product), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command)));
    }

    public static Decision Decide(Product? state, RegisterProduct command, DateTimeOffset when) => state is null
        ? Decision.Accept(new ProductRegistered(command.Product, command.Name, command.Family, command.Generation, command.Gtin, when))
        : Decision.Refuse(Problems.AlreadyRecorded, $"The product {command.Product} is registered already.");
}
