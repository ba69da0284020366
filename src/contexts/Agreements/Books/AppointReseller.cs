using Wolverine.Http;

namespace Ledger.Agreements.Books;

/// <summary>Appoints a supplier that may register units of a product which another supplier makes, such as a distributor.</summary>
[Allows(Contracts.Roles.Supplier | Contracts.Roles.Operator)]
[Sample("""{"product":"acme:B300","reseller":"S2"}""")]
public sealed record AppointReseller(string Product, string Reseller, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AppointResellerValidator : CommandValidator<AppointReseller>
{
    public AppointResellerValidator()
    {
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Reseller).Number();
    }
}

/// <summary>What an appointment is decided on.</summary>
public sealed record AppointResellerCase(Resellers? Resellers, ProductInfo? Product, ProductMakers Makers, PartyInfo? Reseller);

public static class AppointResellerEndpoint
{
    [WolverinePost("/books/{book}/products/resellers")]
    public static async Task<Answer> Post(AppointReseller command, Deal deal)
    {
        var (opened, product) = (deal.Open<Resellers>(Resellers.KeyOf(command.Product)), deal.Product(command.Product));
        var (makers, reseller) = (deal.ProductMakers(command.Product), deal.Party(command.Reseller));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await product, await makers, await reseller), deal.Told(command)));
    }

    public static Decision Decide(AppointReseller command, AppointResellerCase facts, Told told)
    {
        if (facts.Product is null)
        {
            return Decision.Refuse(Problems.UnknownProduct, $"Register product {command.Product} first.");
        }

        if (Owner.Refuse(told.By, $"appoint resellers of {command.Product}", [.. facts.Makers.Makers, OperatorRoom.Party]) is { } foreign)
        {
            return foreign;
        }

        if (facts.Reseller is not { } reseller)
        {
            return Decision.Refuse(Problems.UnknownParty, $"Party {command.Reseller} is not in this book. The operator adds parties.");
        }

        if (!reseller.Roles.Contains("supplier"))
        {
            return Decision.Refuse(AgreementProblems.WrongRole, $"{reseller.Party} is no supplier in this book. Appoint one that is.");
        }

        return facts.Resellers?.Parties.Contains(reseller.Party) is true
            ? Decision.Refuse(Problems.AlreadyAppointed, $"{reseller.Party} is a reseller of {command.Product} already.")
            : Decision.Accept(new ResellerAppointed(command.Product, reseller.Party, told.When));
    }
}
