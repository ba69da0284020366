using FluentValidation;
using Ledger.Ordering.Orders;
using Wolverine.Http;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Ordering.Changes;

/// <summary>Changes quantities or dates of an order's lines. What is raised is drawn first, and the whole change takes effect only then.</summary>
/// <param name="Change">Number of the change.</param>
[Allows(Roles.Customer)]
[Sample("""{"order":"PO-1","change":"CH-1","lines":[{"line":1,"quantity":2}]}""")]
public sealed record ChangeOrder(string Order, [property: DocumentNumber(IsPartOfSeries = true)] string Change, IReadOnlyList<ChangedLine> Lines, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ChangeOrderValidator : CommandValidator<ChangeOrder>
{
    public ChangeOrderValidator()
    {
        RuleFor(c => c.Order).Number();
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
            .WithErrorCode("quantity-out-of-range").WithMessage($"1 to {Rules.QuantityUnitsMax} units are expected; a line is given up with CancelOrderLine.");
        RuleFor(l => l.RequestedDelivery).Date();
        RuleFor(l => l).Must(l => l.Quantity is not null || l.RequestedDelivery is not null).WithErrorCode("nothing-changed").WithMessage("A quantity or a date is expected.");
    }
}

public static class ChangeOrderEndpoint
{
    [WolverinePost("/books/{book}/orders/change")]
    public static async Task<Answer> Post(ChangeOrder command, Deal deal)
    {
        var stream = await deal.Open<Order>(Order.KeyOf(command.Order));
        return await stream.RecordAsync(Decide(command, new(stream.State, await deal.PartiesOfAgreement(stream.State?.Agreement)), deal.Told(command)));
    }

    public static Decision Decide(ChangeOrder command, OrderCase facts, Told told)
    {
        var (state, when) = (facts.Order, told.When);
        if (Open.Foreign(state, told.By, facts.Parties?.Customer) is { } foreign)
        {
            return foreign;
        }

        if (state?.Changes.Exists(c => c.Change == command.Change) == true)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Change {command.Change} is already recorded.");
        }

        if (Open.Problem(state, command.Order) is { } closed)
        {
            return closed;
        }

        if (command.Lines.Select(l => Open.LineProblem(state!, l.Line) ?? QuantityProblem(state!.Line(l.Line)!, l)).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        var request = new ChangeRequested(command.Change, state!.NextDraw, command.Lines, when);
        var raised = command.Lines.Select(l => (Line: state.Line(l.Line)!, Change: l)).Where(l => l.Change.Quantity > l.Line.Quantity)
            .Select(l => new Notice.OrderedQuantity(l.Line.Line, l.Line.AgreementLine, l.Line.Product, l.Change.Quantity!.Value - l.Line.Quantity)).ToList();
        return raised.Count == 0
            ? TakeEffect(state, request)
            : Decision.Accept(request).Tell(new Notice.OrderPlaced(state.Number, request.Draw, state.Agreement, raised, when));
    }

    /// <summary>Units may have been shipped while the change waited; a line is lowered no further than to them.</summary>
    public static Decision TakeEffect(Order state, ChangeRequested change)
    {
        var lines = change.Lines.Select(l => l with { Quantity = l.Quantity is { } asked ? Math.Max(asked, Math.Min(state.Line(l.Line)!.Quantity, state.Line(l.Line)!.Despatched)) : null }).ToList();
        var lowered = lines.Select(l => (Line: state.Line(l.Line)!, Units: state.Line(l.Line)!.Quantity - (l.Quantity ?? state.Line(l.Line)!.Quantity))).Where(l => l.Units > 0).ToList();
        var changed = new OrderChanged(change.Change, lowered.Count == 0 ? null : state.NextDraw, lines, change.OccurredAt);
        var decision = Decision.Accept(Open.Closing(state, change.OccurredAt, line => !line.IsLive || line.Received >= QuantityAfter(line), changed));
        return lowered.Count == 0 ? decision : decision.Tell(Open.Release(state, state.NextDraw, change.OccurredAt, lowered));

        long QuantityAfter(OrderLine line) => lines.Find(l => l.Line == line.Line)?.Quantity ?? line.Quantity;
    }

    private static Refusal? QuantityProblem(OrderLine line, ChangedLine change) => change.Quantity < line.Despatched
        ? new Refusal(OrderingProblems.BelowShipped, $"{line.Despatched} units of the line {line.Line} are shipped.")
        : null;
}
