using Notice = Ledger.Contracts.Messages;

namespace Ledger.Ordering.Orders;

/// <summary>What a command about an order that exists is decided on.</summary>
/// <param name="Parties">Of the agreement that the order draws on; null where there is no such order.</param>
public sealed record OrderCase(Order? Order, AgreementParties? Parties);

/// <summary>What the decisions about an order have in common.</summary>
internal static class Open
{
    /// <summary>An order that does not exist is nobody's.</summary>
    /// <param name="owner">The agreement's party that may do it.</param>
    public static Refusal? Foreign(Order? state, Sender by, string? owner) => state is null ? null : Owner.Refuse(by, $"do this to order {state.Number}", owner);

    /// <summary>Only a confirmed order that is not waiting for a change is worked on.</summary>
    public static Refusal? Problem(Order? state, string order) => state switch
    {
        null => new Refusal(OrderingProblems.UnknownOrder, $"Order {order} does not exist in this book."),
        { State: OrderState.Placed } => new Refusal(OrderingProblems.OrderNotConfirmed, $"Order {order} is not decided yet. Try again in a moment."),
        { State: OrderState.Refused } => new Refusal(OrderingProblems.OrderRefused, $"Order {order} was refused: {state.Refusal!.Detail}"),
        { State: OrderState.Closed } => new Refusal(OrderingProblems.OrderClosed, $"Order {order} is closed."),
        { Pending: { } pending } => new Refusal(OrderingProblems.ChangePending, $"Change {pending.Change} is not decided yet. Try again in a moment."),
        _ => null,
    };

    public static Refusal? LineProblem(Order state, int line) => state.Line(line) switch
    {
        null => new Refusal(OrderingProblems.UnknownLine, $"Order {state.Number} has no line {line}."),
        { IsLive: false } dead => new Refusal(OrderingProblems.LineCancelled, $"Line {line} is {dead.State.ToString().ToLowerInvariant()}."),
        _ => null,
    };

    /// <summary>Gives units of lines back to the commitment.</summary>
    public static Notice.CommitmentReleased Release(Order state, int draw, DateTimeOffset when, IEnumerable<(OrderLine Line, long Units)> lines) => new(
        state.Number, draw, state.Agreement, [.. lines.Select(l => new Notice.OrderedQuantity(l.Line.Line, l.Line.AgreementLine, l.Line.Product, l.Units))], when);

    /// <summary>The events, and the closing of the order if nothing is expected of any line after them.</summary>
    /// <param name="isDone">Whether a line is done once the events are applied.</param>
    public static IReadOnlyList<object> Closing(Order state, DateTimeOffset when, Func<OrderLine, bool> isDone, params IReadOnlyList<object> events) =>
        state.State == OrderState.Confirmed && state.Lines.TrueForAll(l => isDone(l)) ? [.. events, new OrderClosed(when)] : events;
}
