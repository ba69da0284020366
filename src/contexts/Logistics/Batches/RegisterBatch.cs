using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Gives units their serials and puts them together.</summary>
[Allows(Roles.Supplier)]
public sealed record RegisterBatch([property: DocumentNumber] string Batch, string Product, string Site, IReadOnlyList<string> Serials, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class RegisterBatchValidator : CommandValidator<RegisterBatch>
{
    public RegisterBatchValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Site).Number();
        RuleFor(c => c.Serials).Serials();
    }
}

public static class RegisterBatchEndpoint
{
    [WolverinePost("/books/{book}/batches")]
    public static async Task<Answer> Post(RegisterBatch command, LedgerSession ledger, ICatalog catalog, CancellationToken ct)
    {
        var product = await catalog.ProductAsync(ledger.Book, command.Product, ct);
        var site = await catalog.SiteAsync(ledger.Book, command.Site, ct);
        var stream = await ledger.OpenAsync<Batch>(Batch.Key(command.Batch), ct);
        return await stream.RecordAsync(Decide(stream.State, command, product, site, ledger.When(command)));
    }

    public static Decision Decide(Batch? batch, RegisterBatch command, ProductInfo? product, SiteInfo? site, DateTimeOffset when)
    {
        if (batch is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The batch {command.Batch} has been registered before.");
        }

        if (product is null)
        {
            return Decision.Refuse(Problems.UnknownProduct, $"Register the product {command.Product} first.");
        }

        if (site is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register the site {command.Site} first.");
        }

        var movement = new Movement(command.Product, null, Account.Origin, Account.AtSite(command.Site, Condition.Inventory), command.Serials);
        return Decision.Accept(new BatchRegistered(command.Batch, command.Product, command.Site, [movement], when));
    }
}
