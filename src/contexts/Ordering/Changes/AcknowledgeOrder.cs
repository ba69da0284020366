using FluentValidation;
using Ledger.Ordering.Orders;
using Wolverine.Http;

namespace Ledger.Ordering.Changes;

/// <summary>
/// Acknowledges an order, as the supplier (X12 855). An order can be acknowledged several times, each under its own number; the latest answer on a line counts.
/// </summary>
/// <param name="Acknowledgement">The acknowledgement number.</param>
[Allows(Roles.Supplier)]
[Sample("""{"order":"PO-1","acknowledgement":"ACK-1","lines":[{"line":1,"status":"accepted","promisedDelivery":"2026-12-01"}]}""")]
public sealed record AcknowledgeOrder(
    string Order, [property: DocumentNumber(IsPartOfSeries = true)] string Acknowledgement, IReadOnlyList<AcknowledgedLine> Lines,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AcknowledgeOrderValidator : CommandValidator<AcknowledgeOrder>
{
    public AcknowledgeOrderValidator()
    {
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c.Acknowledgement).Number();
        RuleFor(c => c.Lines).Count(1, PlaceOrderValidator.LinesMax).Distinct(l => l.Line);
        RuleForEach(c => c.Lines).SetValidator(new AcknowledgedLineValidator());
    }
}

public sealed class AcknowledgedLineValidator : AbstractValidator<AcknowledgedLine>
{
    public AcknowledgedLineValidator()
    {
        RuleFor(l => l.Line).LineNumber();
        RuleFor(l => l.PromisedDelivery).Date();
        RuleFor(l => l.PromisedDelivery).NotNull().When(l => l.Status == AcknowledgedStatus.Rescheduled)
            .WithErrorCode("date-missing").WithMessage("A rescheduled line needs a date.");
        RuleFor(l => l.Reason).Text();
    }
}

public static class AcknowledgeOrderEndpoint
{
    [WolverinePost("/books/{book}/orders/acknowledge")]
    public static async Task<Answer> Post(AcknowledgeOrder command, Deal deal, LedgerSession ledger, IShipments shipments)
    {
        var stream = await deal.Open<Order>(Order.KeyOf(command.Order));
        var rejected = command.Lines.Where(l => l.Status == AcknowledgedStatus.Rejected).Select(l => l.Line);
        await OrderRules.CountShippedAsync(deal, ledger, shipments, stream.State, rejected);
        return await stream.RecordAsync(Decide(command, new(stream.State, await deal.PartiesOfAgreement(stream.State?.Agreement)), deal.Told(command)));
    }

    public static Decision Decide(AcknowledgeOrder command, OrderCase facts, Told told)
    {
        if ((OrderRules.RefuseOthers(facts.Order, told.By, "acknowledge", facts.Parties?.Supplier) ?? Refuse(command, facts.Order)) is { } refusal)
        {
            return refusal;
        }

        var order = facts.Order!;
        var rejected = command.Lines.Where(l => l.Status == AcknowledgedStatus.Rejected).Select(l => order.Line(l.Line)!).ToList();
        var acknowledged = new OrderAcknowledged(command.Acknowledgement, command.Lines, rejected.Count == 0 ? null : order.NextDraw, told.When);
        var decision = Decision.Accept(OrderRules.Closing(order, told.When, l => rejected.Contains(l) || l.IsDone, acknowledged));
        return rejected.Count == 0 ? decision : decision.Tell(OrderRules.Release(order, order.NextDraw, told.When, rejected.Select(l => (l, l.Quantity))));
    }

    private static Refusal? Refuse(AcknowledgeOrder command, Order? order) =>
        order?.Acknowledgements.Contains(command.Acknowledgement) is true
            ? new(Problems.AlreadyRecorded, $"Acknowledgement {command.Acknowledgement} is already recorded.")
            : OrderRules.RefuseUnlessOpen(order, command.Order) ?? OrderRules.RefuseLines(order!, command.Lines, l => l.Line, RefuseRejection);

    private static Refusal? RefuseRejection(OrderLine line, AcknowledgedLine answer) => answer.Status == AcknowledgedStatus.Rejected && line.ShippedAtLeast > 0
        ? new(
            OrderingProblems.AlreadyShipped,
            $"Line {line.Line} cannot be rejected: {line.ShippedAtLeast} of its units are already shipped. Ask the customer to cancel the rest.")
        : null;
}
