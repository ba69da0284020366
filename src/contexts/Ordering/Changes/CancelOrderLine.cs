using Ledger.Ordering.Orders;
using Wolverine.Http;

namespace Ledger.Ordering.Changes;

/// <summary>Gives up what is not shipped of a line. What is under way still arrives; nothing more can be shipped on it.</summary>
[Allows(Roles.Customer)]
[Sample("""{"order":"PO-1","line":1,"reason":"x"}""")]
public sealed record CancelOrderLine(string Order, int Line, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CancelOrderLineValidator : CommandValidator<CancelOrderLine>
{
    public CancelOrderLineValidator()
    {
        RuleFor(c => c.Order).Number();
        RuleFor(c => c.Line).LineNumber();
        RuleFor(c => c.Reason).Text();
    }
}

public static class CancelOrderLineEndpoint
{
    [WolverinePost("/books/{book}/orders/cancel-line")]
    public static async Task<Answer> Post(CancelOrderLine command, Deal deal)
    {
        var stream = await deal.Open<Order>(Order.KeyOf(command.Order));
        return await stream.RecordAsync(Decide(command, new(stream.State, await deal.PartiesOfAgreement(stream.State?.Agreement)), deal.Told(command)));
    }

    public static Decision Decide(CancelOrderLine command, OrderCase facts, Told told)
    {
        var (state, when) = (facts.Order, told.When);
        if (Open.Foreign(state, told.By, facts.Parties?.Customer) is { } foreign)
        {
            return foreign;
        }

        if ((Open.Problem(state, command.Order) ?? Open.LineProblem(state!, command.Line)) is { } problem)
        {
            return problem;
        }

        var line = state!.Line(command.Line)!;
        var cancelled = new OrderLineCancelled(command.Line, command.Reason, line.Releasable, state.NextDraw, when);
        var decision = Decision.Accept(Open.Closing(state, when, l => l == line || l.IsDone, cancelled));
        return line.Releasable == 0 ? decision : decision.Tell(Open.Release(state, state.NextDraw, when, [(line, line.Releasable)]));
    }
}
