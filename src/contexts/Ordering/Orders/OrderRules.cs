using Ledger.Contracts.Messages;

namespace Ledger.Ordering.Orders;

/// <summary>What a command about an order that exists is decided on.</summary>
/// <param name="Parties">The parties of the agreement that the order draws on; null where there is no such order.</param>
/// <param name="Agreement">That agreement, where the command is about what was agreed.</param>
public sealed record OrderCase(Order? Order, AgreementParties? Parties, AgreementInfo? Agreement = null)
{
    public AgreementLineInfo? AgreedOf(OrderLine? line) => Agreement?.Lines.FirstOrDefault(agreed => agreed.Line == line?.AgreementLine);
}

/// <summary>What the decisions about an order have in common.</summary>
internal static class OrderRules
{
    /// <summary>What remains to be done where an order takes nothing more.</summary>
    private const string Another = "The customer can place another order with PlaceOrder.";

    /// <summary>What is asked for outside a firm window is not ordered.</summary>
    public static Refusal? RefuseOutside(AgreementLineInfo? agreed, int line, DateOnly? requested) =>
        agreed is { IsFirm: true } && requested is { } day && agreed.IsOutsideWindow(day)
            ? new(
                OrderingProblems.OutsideWindow,
                $"Line {line} asks for delivery on {day:yyyy-MM-dd}. "
                + $"Line {agreed.Line} of the agreement is for {agreed.From:yyyy-MM-dd} to {agreed.Until:yyyy-MM-dd}.")
            : null;

    /// <summary>Null where there are none, as events have it.</summary>
    public static IReadOnlyList<int>? NoneAsNull(IEnumerable<int> lines) => lines.ToList() is { Count: > 0 } some ? some : null;

    /// <summary>
    /// Has the lines that a command may give back to the commitment know what has left, exactly: the message about a shipment comes a moment after it. A
    /// shipment at the same moment has the command decided anew.
    /// </summary>
    public static async Task CountShippedAsync(Deal deal, LedgerSession ledger, IShipments shipments, Order? order, IEnumerable<int> lines)
    {
        var asked = lines.Select(line => order?.Line(line)).OfType<OrderLine>()
            .Select(line => (Line: line, Units: deal.ShippedUnits(order!.Number, line.Line))).ToList();
        foreach (var (line, units) in asked)
        {
            var shipped = await units;
            // What is credited takes the place of what could be shipped.
            line.Shipped = shipped - line.Credited;
            ledger.Guard(shipments.NoteChange(ledger.Book, order!.Number, line.Line, shipped, order.NextDraw));
        }
    }

    /// <summary>An order that does not exist is nobody's.</summary>
    /// <param name="verb">What the owner may do to the order: <c>acknowledge</c>.</param>
    /// <param name="owner">The agreement's party that may do it.</param>
    public static Refusal? RefuseOthers(Order? order, Sender by, string verb, string? owner) =>
        order is null ? null : Owner.Refuse(by, $"{verb} order {order.Number}", owner);

    /// <summary>Only a confirmed order without a pending change is worked on.</summary>
    public static Refusal? RefuseUnlessOpen(Order? order, string number) => order switch
    {
        null => new(OrderingProblems.UnknownOrder, $"Order {number} does not exist in this book."),
        { State: OrderState.Placed } => new(OrderingProblems.OrderNotConfirmed, $"Order {number} is not decided yet. Try again in a moment."),
        { State: OrderState.Refused } => new(OrderingProblems.OrderRefused, $"Order {number} was refused: {order.Refusal!.Detail} {Another}"),
        { State: OrderState.Closed } => new(OrderingProblems.OrderClosed, $"Order {number} is closed. {Another}"),
        { Pending: { } pending } => new(OrderingProblems.ChangePending, $"Change {pending.Change} is not decided yet. Try again in a moment."),
        _ => null,
    };

    /// <summary>The first of the command's lines that cannot be worked on.</summary>
    /// <param name="refuse">What else the command asks of a line that is live.</param>
    public static Refusal? RefuseLines<T>(Order order, IEnumerable<T> lines, Func<T, int> number, Func<OrderLine, T, Refusal?> refuse) =>
        lines.Select(line => RefuseLine(order, number(line)) ?? refuse(order.Line(number(line))!, line)).FirstOrDefault(refusal => refusal is not null);

    public static Refusal? RefuseLine(Order order, int line) => order.Line(line) switch
    {
        null => new(OrderingProblems.UnknownLine, $"Order {order.Number} has no line {line}."),
        { IsLive: false } dead => new(OrderingProblems.LineCancelled, $"Line {line} is {dead.State.ToString().ToLowerInvariant()}. {Another}"),
        _ => null,
    };

    /// <summary>Returns units of lines to the commitment.</summary>
    public static CommitmentReleasedNotice Release(Order order, int draw, DateTimeOffset when, IEnumerable<(OrderLine Line, long Units)> lines) => new(
        order.Number, draw, order.Agreement, [.. lines.Select(l => new OrderedQuantity(l.Line.Line, l.Line.AgreementLine, l.Line.Product, l.Units))], when);

    /// <summary>
    /// An event after which fewer units of a line count as shipped. A live line takes others in their place; a line that is not returns what it drew for them.
    /// </summary>
    /// <param name="shipped">Units of the line that count as shipped after it.</param>
    public static Decision Lowered(Order order, OrderLine line, long shipped, DateTimeOffset when, object lowering)
    {
        var kept = line.Quantity - shipped;
        return line.IsLive || kept <= 0
            ? Decision.Accept(lowering)
            : Decision.Accept(lowering, new CancelledUnitsReleased(line.Line, kept, order.NextDraw, when))
                .Tell(Release(order, order.NextDraw, when, [(line, kept)]));
    }

    /// <summary>The events, and the closing of a confirmed order if no deliveries are expected on any line after them.</summary>
    /// <param name="isDone">Whether a line is done once the events are applied.</param>
    public static IReadOnlyList<object> Closing(Order order, DateTimeOffset when, Func<OrderLine, bool> isDone, params IReadOnlyList<object> events) =>
        order.State == OrderState.Confirmed && order.Lines.TrueForAll(line => isDone(line)) ? [.. events, new OrderClosed(when)] : events;
}
