using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Ends the appointment of a reseller: it registers no more units of the product. What it registered before stays its own.</summary>
[Allows(Contracts.Roles.Supplier | Contracts.Roles.Operator)]
[Sample("""{"product":"acme:B300","reseller":"S2","reason":"The contract ended."}""")]
public sealed record DismissReseller(string Product, string Reseller, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DismissResellerValidator : CommandValidator<DismissReseller>
{
    public DismissResellerValidator()
    {
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Reseller).Number();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a dismissal is decided on.</summary>
public sealed record DismissResellerCase(Resellers? Resellers, ProductMakers Makers);

public static class DismissResellerEndpoint
{
    [WolverinePost("/books/{book}/products/resellers/dismiss")]
    public static async Task<Answer> Post(DismissReseller command, Deal deal)
    {
        var (opened, makers) = (deal.Open<Resellers>(Resellers.KeyOf(command.Product)), deal.ProductMakers(command.Product));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await makers), deal.Told(command)));
    }

    public static Decision Decide(DismissReseller command, DismissResellerCase facts, Told told) =>
        Owner.Refuse(told.By, $"dismiss resellers of {command.Product}", [.. facts.Makers.Makers, OperatorRoom.Party]) is { } foreign
            ? foreign
            : facts.Resellers?.Parties.Contains(command.Reseller) is true
                ? Decision.Accept(new ResellerDismissed(command.Product, command.Reseller, command.Reason, told.When))
                : Decision.Refuse(Problems.NotAppointed, $"{command.Reseller} is no reseller of {command.Product}.");
}
