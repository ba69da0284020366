using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>
/// Registers units by their serials, as one batch: new ones, and returned ones that lie at the site, such as repaired units that go out again.
/// </summary>
[Allows(Roles.Supplier)]
[Sample("""{"batch":"B-1","product":"acme:B300","site":"FAB1","serials":["S1","S2"]}""")]
public sealed record RegisterBatch(
    [property: DocumentNumber] string Batch, string Product, string Site, IReadOnlyList<string> Serials, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterBatchValidator : CommandValidator<RegisterBatch>
{
    public RegisterBatchValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Serials).Serials();
        RuleForEach(c => c.Serials).Addressable();
    }
}

/// <summary>What a registration is decided on.</summary>
/// <param name="Returned">Those of the units that lie returned at the site.</param>
/// <param name="Makers">Who registered those first.</param>
/// <param name="Of">Whose the product is.</param>
public sealed record RegisterBatchCase(
    Batch? Batch, ProductInfo? Product, SiteInfo? Site, IReadOnlyList<UnitAt> Returned, IReadOnlyList<string?> Makers, ProductMakers Of);

public static class RegisterBatchEndpoint
{
    [WolverinePost("/books/{book}/batches")]
    public static async Task<Answer> Post(RegisterBatch command, Deal deal)
    {
        var (opened, product, site) = (deal.Open<Batch>(Batch.Key(command.Batch)), deal.Product(command.Product), deal.Site(command.Site));
        var asked = deal.UnitsIn(Account.AtSite(command.Site, Condition.Returned), command.Product, command.Serials);
        var of = deal.ProductMakers(command.Product);
        var (stream, returned) = (await opened, await asked);
        var makers = deal.Makers(command.Product, [.. returned.Select(unit => unit.Serial)]);
        var facts = new RegisterBatchCase(stream.State, await product, await site, returned, await makers, await of);
        return await stream.RecordAsync(Decide(command, facts, deal.Told(command)));
    }

    public static Decision Decide(RegisterBatch command, RegisterBatchCase facts, Told told)
    {
        if (facts.Batch is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Batch {command.Batch} is already registered.");
        }

        if (facts.Product is null)
        {
            return Decision.Refuse(Problems.UnknownProduct, $"Register product {command.Product} first.");
        }

        if (OwnProducts.Refuse(facts.Of, command.Product, told.By) is { } other)
        {
            return other;
        }

        if (facts.Site is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register site {command.Site} first.");
        }

        if (Owner.RefuseUnlessAll(told.By, "register these returned units again", facts.Makers) is { } foreign)
        {
            return foreign;
        }

        // Units of the book that lie anywhere else are refused by the guard, in the transaction.
        var back = facts.Returned.Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        Movement[] movements =
        [
            Into(Account.Origin, serial => !back.Contains(serial)), Into(Account.AtSite(command.Site, Condition.Returned), back.Contains),
        ];
        return Decision.Accept(
            new BatchRegistered(command.Batch, command.Product, command.Site, [.. movements.Where(movement => movement.QuantityUnits > 0)], told.When));

        Movement Into(string from, Func<string, bool> comes) =>
            new(command.Product, null, from, Account.AtSite(command.Site, Condition.Inventory), [.. command.Serials.Where(comes)]);
    }
}
