using FluentValidation;
using Ledger.Door.Requests;
using Wolverine.Http;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Ordering.Orders;

/// <summary>Calls units off an agreement. The order is confirmed as soon as the commitment is drawn for it; <c>Prefer: wait=N</c> waits for that.</summary>
[Allows(Roles.Customer)]
public sealed record PlaceOrder([property: DocumentNumber] string Order, string Agreement, string ShipTo, IReadOnlyList<PlacedLine> Lines, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class PlaceOrderValidator : CommandValidator<PlaceOrder>
{
    public const int LinesMax = 500;

    public PlaceOrderValidator()
    {
        RuleFor(c => c.Order).Number();
        RuleFor(c => c.Agreement).Number();
        RuleFor(c => c.ShipTo).Number();
        RuleFor(c => c.Lines).Count(1, LinesMax).Distinct(l => l.Line);
        RuleForEach(c => c.Lines).SetValidator(new PlacedLineValidator());
    }
}

public sealed class PlacedLineValidator : AbstractValidator<PlacedLine>
{
    public PlacedLineValidator()
    {
        RuleFor(l => l.Line).LineNumber();
        RuleFor(l => l.AgreementLine).LineNumber();
        RuleFor(l => l.Product).ProductId();
        RuleFor(l => l.Quantity).QuantityUnits();
        RuleFor(l => l.RequestedDelivery).Date();
    }
}

public static class PlaceOrderEndpoint
{
    [WolverinePost("/books/{book}/orders")]
    public static async Task<Answer> Post(
        PlaceOrder command, string book, LedgerSession ledger, IAgreements agreements, ICatalog catalog, CancellationToken ct)
    {
        var agreement = await agreements.FindAsync(book, command.Agreement, ct);
        var site = await catalog.SiteAsync(book, command.ShipTo, ct);
        var products = await catalog.ProductsAsync(book, [.. command.Lines.Select(l => l.Product).Distinct()], ct);
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(command.Order), ct);
        return await stream.RecordAsync(Decide(stream.State, command, agreement, site, products, ledger.When(command), ledger.Caller?.Party));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    public static Decision Decide(
        Order? state, PlaceOrder command, AgreementInfo? agreement, SiteInfo? site, IReadOnlyDictionary<string, ProductInfo> products, DateTimeOffset when, string? by = null)
    {
        if (state is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"The order {command.Order} is recorded already.");
        }

        if (agreement is null)
        {
            return Decision.Refuse(OrderingProblems.UnknownAgreement, $"There is no agreement {command.Agreement}.");
        }

        if (Owner.Refuse(by, $"Ordering on the agreement {agreement.Agreement}", agreement.Customer) is { } foreign)
        {
            return foreign;
        }

        if (agreement.IsClosed)
        {
            return Decision.Refuse(OrderingProblems.AgreementClosed, $"The agreement {command.Agreement} is closed.");
        }

        if (site is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"The site {command.ShipTo} is not registered.");
        }

        if (command.Lines.Select(l => LineProblem(l, agreement, products)).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        return Decision.Accept(new OrderPlaced(command.Order, command.Agreement, command.ShipTo, command.Lines, when))
            .Tell(new Notice.OrderPlaced(
                command.Order, 0, command.Agreement, [.. command.Lines.Select(l => new Notice.OrderedQuantity(l.Line, l.AgreementLine, l.Product, l.Quantity))], when));
    }

    private static Refusal? LineProblem(PlacedLine line, AgreementInfo agreement, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (agreement.Lines.FirstOrDefault(l => l.Line == line.AgreementLine) is not { } agreed)
        {
            return new Refusal(OrderingProblems.UnknownLine, $"The agreement {agreement.Agreement} has no line {line.AgreementLine}.");
        }

        if (!products.TryGetValue(line.Product, out var product))
        {
            return new Refusal(Problems.UnknownProduct, $"The product {line.Product} is not registered.");
        }

        return agreed.Accepts.Contains(line.Product) || agreed.Family == product.Family
            ? null
            : new Refusal(OrderingProblems.WrongProduct, $"The agreement's line {agreed.Line} does not take {line.Product}.");
    }
}
