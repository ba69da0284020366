using Ledger.Ordering.Orders;
using Wolverine.Http;

namespace Ledger.Ordering.Changes;

/// <summary>Cancels the units of a line that are not shipped yet. Units in transit still arrive; no more can be shipped on the line.</summary>
[Allows(Roles.Customer)]
[Sample("""{"order":"PO-1","line":1,"reason":"x"}""")]
public sealed record CancelOrderLine(string Order, int Line, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CancelOrderLineValidator : CommandValidator<CancelOrderLine>
{
    public CancelOrderLineValidator()
    {
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c.Line).LineNumber();
        RuleFor(c => c.Reason).Text();
    }
}

public static class CancelOrderLineEndpoint
{
    [WolverinePost("/books/{book}/orders/cancel-line")]
    public static async Task<Answer> Post(CancelOrderLine command, Deal deal, LedgerSession ledger, IShipments shipments)
    {
        var stream = await deal.Open<Order>(Order.KeyOf(command.Order));
        await OrderRules.CountShippedAsync(deal, ledger, shipments, stream.State, [command.Line]);
        return await stream.RecordAsync(Decide(command, new(stream.State, await deal.PartiesOfAgreement(stream.State?.Agreement)), deal.Told(command)));
    }

    public static Decision Decide(CancelOrderLine command, OrderCase facts, Told told)
    {
        var refusal = OrderRules.RefuseOthers(facts.Order, told.By, "cancel lines of", facts.Parties?.Customer)
            ?? OrderRules.RefuseUnlessOpen(facts.Order, command.Order) ?? OrderRules.RefuseLine(facts.Order!, command.Line);
        if (refusal is not null)
        {
            return refusal;
        }

        var order = facts.Order!;
        var line = order.Line(command.Line)!;
        var cancelled = new OrderLineCancelled(command.Line, command.Reason, line.Releasable, order.NextDraw, told.When);
        var decision = Decision.Accept(OrderRules.Closing(order, told.When, l => l == line || l.IsDone, cancelled));
        return line.Releasable == 0 ? decision : decision.Tell(OrderRules.Release(order, order.NextDraw, told.When, [(line, line.Releasable)]));
    }
}
