using FluentValidation;
using Ledger.Contracts.Messages;
using Wolverine.Http;

namespace Ledger.Ordering.Orders;

/// <summary>
/// Places an order against an agreement. The order is confirmed once its quantities are drawn from the commitment; <c>Prefer: wait=N</c> waits for that.
/// </summary>
[Allows(Roles.Customer)]
[Sample(
    """{"order":"PO-1","agreement":"SA-1","shipTo":"PDX1","lines":"""
    + """[{"line":1,"agreementLine":1,"product":"acme:B300","quantity":1,"requestedDelivery":"2026-12-01"}]}""")]
public sealed record PlaceOrder(
    [property: DocumentNumber] string Order, string Agreement, string ShipTo, IReadOnlyList<PlacedLine> Lines, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class PlaceOrderValidator : CommandValidator<PlaceOrder>
{
    public const int LinesMax = 500;

    public PlaceOrderValidator()
    {
        RuleFor(c => c.Order).Number();
        RuleFor(c => c.Agreement).DocumentName();
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

/// <summary>What an order is decided on.</summary>
/// <param name="IsProposed">There is no such agreement, but a proposal to sign it waits for the other party.</param>
public sealed record PlaceOrderCase(
    Order? Order, AgreementInfo? Agreement, SiteInfo? ShipTo, IReadOnlyDictionary<string, ProductInfo> Products, bool IsProposed = false);

public static class PlaceOrderEndpoint
{
    [WolverinePost("/books/{book}/orders")]
    public static async Task<Answer> Post(PlaceOrder command, Deal deal)
    {
        var (opened, agreement) = (deal.Open<Order>(Order.KeyOf(command.Order)), deal.Agreement(command.Agreement));
        var (site, products) = (deal.Site(command.ShipTo), deal.Products(command.Lines.Select(l => l.Product)));
        var stream = await opened;
        var facts = new PlaceOrderCase(stream.State, await agreement, await site, await products);
        facts = facts with { IsProposed = facts.Agreement is null && await deal.IsProposed(command.Agreement) };
        return await stream.RecordAsync(Decide(command, facts, deal.Told(command)));
    }

    public static Decision Decide(PlaceOrder command, PlaceOrderCase facts, Told told)
    {
        if (facts.Order is not null)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Order {command.Order} is already recorded.");
        }

        if (facts.Agreement is not { } agreement)
        {
            return facts.IsProposed
                ? Decision.Refuse(
                    OrderingProblems.AgreementNotInForce,
                    $"Agreement {command.Agreement} is proposed. Send the order again once the other party has accepted it with AcceptProposal.")
                : Decision.Refuse(OrderingProblems.UnknownAgreement, $"Agreement {command.Agreement} does not exist in this book.");
        }

        if (Owner.Refuse(told.By, $"order against agreement {agreement.Agreement}", agreement.Customer) is { } foreign)
        {
            return foreign;
        }

        if (agreement.IsClosed)
        {
            return Decision.Refuse(OrderingProblems.AgreementClosed, $"Agreement {command.Agreement} is closed. Sign another one with SignAgreement.");
        }

        if (facts.ShipTo is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Site {command.ShipTo} is not registered. Register it first.");
        }

        if (command.Lines.Select(l => LineProblem(l, agreement, facts.Products)).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        return Decision.Accept(new OrderPlaced(
                command.Order, command.Agreement, command.ShipTo, command.Lines, told.When,
                OrderRules.NoneAsNull(command.Lines.Where(l => Agreed(l, agreement)!.IsOutsideWindow(l.RequestedDelivery)).Select(l => l.Line))))
            .Tell(new OrderPlacedNotice(
                command.Order, 0, command.Agreement, [.. command.Lines.Select(l => new OrderedQuantity(l.Line, l.AgreementLine, l.Product, l.Quantity))],
                told.When));
    }

    private static Refusal? LineProblem(PlacedLine line, AgreementInfo agreement, IReadOnlyDictionary<string, ProductInfo> products)
    {
        if (Agreed(line, agreement) is not { } agreed)
        {
            return new Refusal(OrderingProblems.UnknownLine, $"Agreement {agreement.Agreement} has no line {line.AgreementLine}.");
        }

        if (!products.TryGetValue(line.Product, out var product))
        {
            return new Refusal(Problems.UnknownProduct, $"Product {line.Product} is not registered. The supplier or the operator registers products.");
        }

        return agreed.Accepts.Contains(line.Product) || agreed.Family == product.Family
            ? OrderRules.RefuseOutside(agreed, line.Line, line.RequestedDelivery)
            : new Refusal(
                OrderingProblems.WrongProduct,
                $"Line {agreed.Line} of the agreement does not accept product {line.Product}. Approve it as a substitute with ApproveSubstitution first.");
    }

    private static AgreementLineInfo? Agreed(PlacedLine line, AgreementInfo agreement) => agreement.Lines.FirstOrDefault(l => l.Line == line.AgreementLine);
}
