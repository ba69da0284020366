using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Registers units by their serials, as one batch.</summary>
[Allows(Roles.Supplier)]
[NobodysOwn("A batch belongs to the party that registers it.")]
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
public sealed record RegisterBatchCase(Batch? Batch, ProductInfo? Product, SiteInfo? Site);

public static class RegisterBatchEndpoint
{
    [WolverinePost("/books/{book}/batches")]
    public static async Task<Answer> Post(RegisterBatch command, Deal deal)
    {
        var (opened, product, site) = (deal.Open<Batch>(Batch.Key(command.Batch)), deal.Product(command.Product), deal.Site(command.Site));
        var stream = await opened;
        return await stream.RecordAsync(Decide(command, new(stream.State, await product, await site), deal.Told(command)));
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

        if (facts.Site is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register site {command.Site} first.");
        }

        var movement = new Movement(command.Product, null, Account.Origin, Account.AtSite(command.Site, Condition.Inventory), command.Serials);
        return Decision.Accept(new BatchRegistered(command.Batch, command.Product, command.Site, [movement], told.When));
    }
}
