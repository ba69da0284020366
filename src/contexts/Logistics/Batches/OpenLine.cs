namespace Ledger.Logistics.Batches;

/// <summary>An order line that takes units: what ships on it and what is attributed to it have to meet the same.</summary>
internal static class OpenLine
{
    /// <param name="units">How many units are to count on the line.</param>
    /// <param name="shipped">How many do already.</param>
    public static Refusal? Refuse(string order, int number, OrderLineInfo? line, long units, long shipped) => line switch
    {
        null => new(LogisticsProblems.UnknownOrderLine, $"Order {order} has no line {number}."),
        { Status: "placed" } => new(LogisticsProblems.OrderNotConfirmed, $"Order {order} is not decided yet. Try again in a moment."),
        { Status: "closed" } when units <= line.OrderedUnits - shipped =>
            new(LogisticsProblems.OrderReopening, $"Order {order} is being opened again for units that came back. Try again in a moment."),
        { Status: not "confirmed" } => new(LogisticsProblems.OrderLineNotOpen, $"Line {number} of order {order} is {line.Status}. Choose another line."),
        _ => null,
    };

    /// <param name="what">Whose product it is: <c>the batch</c>.</param>
    public static Refusal? RefuseProduct(OrderLineInfo line, string product, string what) => line.Product == product
        ? null
        : new(LogisticsProblems.WrongProduct, $"The order line is for {line.Product}, but {what} holds {product}. Choose a line for that.");

    public static Refusal? RefuseQuantity(OrderLineInfo line, long units, long shipped, string what) => units <= line.OrderedUnits - shipped
        ? null
        : new(
            Problems.OverShipment,
            $"{line.OrderedUnits - shipped} units are outstanding, {what} holds {units}. The customer can raise the line with ChangeOrder.");
}
