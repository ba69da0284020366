using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>
/// Registers a product under <c>manufacturer:part-number</c>. A manufacturer's products are registered by the supplier of that name; where the book has none,
/// by the supplier that registered its first one. The operator may register any.
/// </summary>
/// <param name="Replaces">
/// A product that was registered wrongly, such as with another family, and that this one takes the place of: its GTIN may be given to this one.
/// </param>
[Allows(Roles.Supplier | Roles.Operator)]
[Sample("""{"product":"acme:B300","name":"x","family":"gpu","generation":"blackwell","gtin":"04012345123456"}""")]
public sealed record RegisterProduct(
    [property: DocumentNumber(IsShared = true)] string Product, string Name, string Family, string? Generation = null, string? Gtin = null,
    string? Replaces = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterProductValidator : CommandValidator<RegisterProduct>
{
    public RegisterProductValidator()
    {
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.Family).Family();
        RuleFor(c => c.Generation).Text(64);
        RuleFor(c => c.Gtin).Gtin();
        RuleFor(c => c.Replaces).ProductId();
    }
}

/// <summary>What a registration is decided on.</summary>
/// <param name="Replaced">Who registered the product that is replaced; null where there is none.</param>
/// <param name="Makers">To whom the manufacturer's products belong.</param>
public sealed record RegisterProductCase(Product? Product, ProductRegistrar? Replaced, ProductMakers Makers);

public static class RegisterProductEndpoint
{
    [WolverinePost("/books/{book}/products")]
    public static async Task<Answer> Post(RegisterProduct command, Deal deal, LedgerSession ledger)
    {
        var (opened, asked) = (deal.Open<Product>(Product.KeyOf(command.Product)), deal.ProductMakers(command.Product));
        var replaced = command.Replaces is null ? null : await deal.Latest<ProductRegistrar>(Product.KeyOf(command.Replaces));
        var (stream, makers, told) = (await opened, await asked, deal.Told(command));
        if (makers is { AreAsked: true, Makers.Count: 0 } && !told.By.Is(OperatorRoom.Party))
        {
            ledger.UseMaker(Product.MakerOf(command.Product), told.By.Party);
        }

        ledger.UseGtin(command.Gtin, command.Product, command.Replaces);
        return await stream.RecordAsync(Decide(command, new(stream.State, replaced, makers), told));
    }

    public static Decision Decide(RegisterProduct command, RegisterProductCase facts, Told told)
    {
        if (facts.Product is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Product {command.Product} is already registered.");
        }

        if (Foreign(command, facts.Makers, told.By) is { } others)
        {
            return others;
        }

        if (command.Replaces is not null && facts.Replaced is null)
        {
            return Decision.Refuse(Problems.UnknownProduct, $"Product {command.Replaces} is not registered.");
        }

        return facts.Replaced is { } replaced && Owner.Refuse(told.By, $"replace product {command.Replaces}", replaced.Party, OperatorRoom.Party) is { } foreign
            ? foreign
            : Decision.Accept(new ProductRegistered(
                command.Product, command.Name, command.Family, command.Generation, command.Gtin, told.When, command.Replaces));
    }

    private static Refusal? Foreign(RegisterProduct command, ProductMakers makers, Sender by)
    {
        var maker = Product.MakerOf(command.Product);
        return !makers.IsOpen && Owner.Refuse(by, $"register products of {maker}", [.. makers.Makers, OperatorRoom.Party]) is { } foreign
            ? foreign with { Detail = $"{foreign.Detail} Register yours under a manufacturer of your own, such as {by.Party.ToLowerInvariant()}." }
            : null;
    }
}
