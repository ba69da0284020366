using FluentValidation;
using Ledger.Contracts.Messages;
using Ledger.Ordering.Orders;
using Wolverine.Http;

namespace Ledger.Ordering.Changes;

/// <summary>
/// Changes quantities or dates of an order's lines. Increases are drawn from the commitment first; the change takes effect as a whole once they are.
/// </summary>
/// <param name="Change">The change number.</param>
[Allows(Roles.Customer)]
[Sample("""{"order":"PO-1","change":"CH-1","lines":[{"line":1,"quantity":2}]}""")]
public sealed record ChangeOrder(
    string Order, [property: DocumentNumber(IsPartOfSeries = true)] string Change, IReadOnlyList<ChangedLine> Lines, DateTimeOffset? OccurredAt = null)
        : ICommand;

public sealed class ChangeOrderValidator : CommandValidator<ChangeOrder>
{
    public ChangeOrderValidator()
    {
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c.Change).Number();
        RuleFor(c => c.Lines).Count(1, PlaceOrderValidator.LinesMax).Distinct(l => l.Line);
        RuleForEach(c => c.Lines).SetValidator(new ChangedLineValidator());
    }
}

public sealed class ChangedLineValidator : AbstractValidator<ChangedLine>
{
    public ChangedLineValidator()
    {
        RuleFor(l => l.Line).LineNumber();
        RuleFor(l => l.Quantity).InclusiveBetween(1, Rules.QuantityUnitsMax)
            .WithErrorCode("quantity-out-of-range").WithMessage($"Must be 1 to {Rules.QuantityUnitsMax} units. To cancel a line, use CancelOrderLine.");
        RuleFor(l => l.RequestedDelivery).Date();
        RuleFor(l => l).Must(l => l.Quantity is not null || l.RequestedDelivery is not null)
            .WithErrorCode("nothing-changed").WithMessage("Give a quantity, a date or both.");
    }
}

public static class ChangeOrderEndpoint
{
    [WolverinePost("/books/{book}/orders/change")]
    public static async Task<Answer> Post(ChangeOrder command, Deal deal, LedgerSession ledger, IShipments shipments)
    {
        var stream = await deal.Open<Order>(Order.KeyOf(command.Order));
        var changed = command.Lines.Where(l => l.Quantity is { } units && units != stream.State?.Line(l.Line)?.Quantity).Select(l => l.Line);
        await OrderRules.CountShippedAsync(deal, ledger, shipments, stream.State, changed);
        var parties = await deal.PartiesOfAgreement(stream.State?.Agreement);
        // Only a date can lie outside what was agreed.
        var agreement = stream.State is { } order && command.Lines.Any(l => l.RequestedDelivery is not null) ? await deal.Agreement(order.Agreement) : null;
        return await stream.RecordAsync(Decide(command, new(stream.State, parties, agreement), deal.Told(command)));
    }

    public static Decision Decide(ChangeOrder command, OrderCase facts, Told told)
    {
        if ((OrderRules.RefuseOthers(facts.Order, told.By, "change", facts.Parties?.Customer) ?? Refuse(command, facts)) is { } refusal)
        {
            return refusal;
        }

        var order = facts.Order!;
        var request = new ChangeRequested(
            command.Change, order.NextDraw, command.Lines, told.When,
            OrderRules.NoneAsNull(command.Lines
                .Where(l => l.RequestedDelivery is { } day && facts.AgreedOf(order.Line(l.Line))?.IsOutsideWindow(day) is true).Select(l => l.Line)));
        var raised = command.Lines.Select(l => (Line: order.Line(l.Line)!, Change: l)).Where(l => l.Change.Quantity > l.Line.Quantity)
            .Select(l => new OrderedQuantity(l.Line.Line, l.Line.AgreementLine, l.Line.Product, l.Change.Quantity!.Value - l.Line.Quantity)).ToList();
        return raised.Count == 0
            ? TakeEffect(order, request)
            : Decision.Accept(request).Tell(new OrderPlacedNotice(order.Number, request.Draw, order.Agreement, raised, told.When));
    }

    /// <summary>Units may have been shipped while the change was pending; a line is lowered no further than to them.</summary>
    public static Decision TakeEffect(Order order, ChangeRequested change)
    {
        var lines = change.Lines.Select(l => l with { Quantity = Lowest(order.Line(l.Line)!, l.Quantity) }).ToList();
        var lowered = lines.Select(l => (Line: order.Line(l.Line)!, l.Quantity)).Where(l => l.Quantity < l.Line.Quantity)
            .Select(l => (l.Line, Units: l.Line.Quantity - l.Quantity!.Value)).ToList();
        var changed = new OrderChanged(
            change.Change, lowered.Count == 0 ? null : order.NextDraw, lines, change.OccurredAt, change.OutsideWindow);
        var decision = Decision.Accept(
            OrderRules.Closing(order, change.OccurredAt, line => !line.IsLive || line.Received >= QuantityAfter(line), changed));
        return lowered.Count == 0 ? decision : decision.Tell(OrderRules.Release(order, order.NextDraw, change.OccurredAt, lowered));

        long QuantityAfter(OrderLine line) => lines.Find(l => l.Line == line.Line)?.Quantity ?? line.Quantity;
    }

    private static long? Lowest(OrderLine line, long? asked) => asked is { } quantity ? Math.Max(quantity, Math.Min(line.Quantity, line.ShippedAtLeast)) : null;

    private static Refusal? Refuse(ChangeOrder command, OrderCase facts) =>
        facts.Order?.Changes.Exists(c => c.Change == command.Change) is true
            ? new(Problems.AlreadyRecorded, $"Change {command.Change} is already recorded.")
            : OrderRules.RefuseUnlessOpen(facts.Order, command.Order)
                ?? OrderRules.RefuseLines(facts.Order!, command.Lines, l => l.Line, (line, change) =>
                    RefuseQuantity(line, change) ?? OrderRules.RefuseOutside(facts.AgreedOf(line), line.Line, change.RequestedDelivery));

    private static Refusal? RefuseQuantity(OrderLine line, ChangedLine change) => change.Quantity < line.ShippedAtLeast
        ? new(OrderingProblems.BelowShipped, $"{line.ShippedAtLeast} units of line {line.Line} are already shipped. Lower it to no less.")
        : null;
}
