namespace Ledger.Ordering;

/// <summary>Why orders refuse.</summary>
public static class OrderingProblems
{
    public static readonly ProblemCode UnknownOrder = Problems.UnknownOrder;
    public static readonly ProblemCode UnknownAgreement = Problems.UnknownAgreement;
    public static readonly ProblemCode AgreementNotInForce = Problems.AgreementNotInForce;
    public static readonly ProblemCode UnknownLine = Problems.UnknownLine;
    public static readonly ProblemCode AgreementClosed = Problems.AgreementClosed;
    public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
    public static readonly ProblemCode OutsideWindow =
        new("outside-window", 409, "The agreement line takes no orders for delivery outside its window.");
    public static readonly ProblemCode OrderNotConfirmed = Problems.OrderNotConfirmed;
    public static readonly ProblemCode OrderRefused = new("order-refused", 409, "The order was refused because the commitment did not cover it.");
    public static readonly ProblemCode OrderClosed = new("order-closed", 409, "The order is closed: every line is delivered, cancelled or rejected.");
    public static readonly ProblemCode ChangePending = new("change-pending", 409, "An earlier change to the order is still pending.", Retryable.Yes);
    public static readonly ProblemCode LineCancelled = new("line-cancelled", 409, "The order line is cancelled or rejected.");
    public static readonly ProblemCode BelowShipped = new("below-shipped", 409, "A line's quantity cannot be lowered below what was already shipped.");
    public static readonly ProblemCode AlreadyShipped = Problems.AlreadyShipped;
}
