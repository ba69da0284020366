using Ledger.Ordering.Orders;
using Wolverine.Http;

namespace Ledger.Ordering.Changes;

/// <summary>Gives up what is not shipped of a line. What is under way still arrives; nothing more can be shipped on it.</summary>
[Allows(Roles.Customer)]
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
    public static async Task<Answer> Post(CancelOrderLine command, LedgerSession ledger, IAgreements agreements, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(command.Order), ct);
        var parties = stream.State is { } order ? await agreements.PartiesAsync(ledger.Book, order.Agreement, ct) : null;
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party, parties));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="parties">Whose the agreement is that the order is called off.</param>
    public static Decision Decide(Order? state, CancelOrderLine command, DateTimeOffset when, string? by = null, AgreementParties? parties = null)
    {
        if (Open.Foreign(state, by, parties?.Customer) is { } foreign)
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
