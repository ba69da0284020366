using FluentValidation;
using Ledger.Ordering.Orders;
using Wolverine.Http;

namespace Ledger.Ordering.Changes;

/// <summary>The supplier's answer to an order (X12 855). It may come several times, each under its own number; the last word about a line counts.</summary>
/// <param name="Acknowledgement">Number of the answer.</param>
[Allows(Roles.Supplier)]
[Sample("""{"order":"PO-1","acknowledgement":"ACK-1","lines":[{"line":1,"status":"accepted","promisedDelivery":"2026-12-01"}]}""")]
public sealed record AcknowledgeOrder(string Order, [property: DocumentNumber(IsPartOfSeries = true)] string Acknowledgement, IReadOnlyList<AcknowledgedLine> Lines, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AcknowledgeOrderValidator : CommandValidator<AcknowledgeOrder>
{
    public AcknowledgeOrderValidator()
    {
        RuleFor(c => c.Order).Number();
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
            .WithErrorCode("date-missing").WithMessage("A line is rescheduled to a date.");
        RuleFor(l => l.Reason).Text();
    }
}

public static class AcknowledgeOrderEndpoint
{
    [WolverinePost("/books/{book}/orders/acknowledge")]
    public static async Task<Answer> Post(AcknowledgeOrder command, Deal deal)
    {
        var stream = await deal.Open<Order>(Order.KeyOf(command.Order));
        return await stream.RecordAsync(Decide(command, new(stream.State, await deal.PartiesOfAgreement(stream.State?.Agreement)), deal.Told(command)));
    }

    public static Decision Decide(AcknowledgeOrder command, OrderCase facts, Told told)
    {
        var (state, when) = (facts.Order, told.When);
        if (Open.Foreign(state, told.By, facts.Parties?.Supplier) is { } foreign)
        {
            return foreign;
        }

        if (state?.Acknowledgements.Contains(command.Acknowledgement) == true)
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Acknowledgement {command.Acknowledgement} is already recorded.");
        }

        if (Open.Problem(state, command.Order) is { } closed)
        {
            return closed;
        }

        if (command.Lines.Select(l => Open.LineProblem(state!, l.Line) ?? RejectionProblem(state!.Line(l.Line)!, l)).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        var rejected = command.Lines.Where(l => l.Status == AcknowledgedStatus.Rejected).Select(l => state!.Line(l.Line)!).ToList();
        var acknowledged = new OrderAcknowledged(command.Acknowledgement, command.Lines, rejected.Count == 0 ? null : state!.NextDraw, when);
        var decision = Decision.Accept(Open.Closing(state!, when, l => rejected.Contains(l) || l.IsDone, acknowledged));
        return rejected.Count == 0 ? decision : decision.Tell(Open.Release(state!, state!.NextDraw, when, rejected.Select(l => (l, l.Quantity))));
    }

    private static Refusal? RejectionProblem(OrderLine line, AcknowledgedLine told) => told.Status == AcknowledgedStatus.Rejected && line.Despatched > 0
        ? new Refusal(OrderingProblems.AlreadyShipped, $"{line.Despatched} units of the line {line.Line} are shipped, so it cannot be rejected; cancel the rest.")
        : null;
}
