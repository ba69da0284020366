namespace Ledger.Ordering;

/// <summary>Why orders refuse.</summary>
public static class OrderingProblems
{
    public static readonly ProblemCode UnknownOrder = new("unknown-order", 404, "The order is not recorded in this book.");
    public static readonly ProblemCode UnknownAgreement = Problems.UnknownAgreement;
    public static readonly ProblemCode UnknownLine = Problems.UnknownLine;
    public static readonly ProblemCode AgreementClosed = Problems.AgreementClosed;
    public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
    public static readonly ProblemCode OrderNotConfirmed = Problems.OrderNotConfirmed;
    public static readonly ProblemCode OrderRefused = new("order-refused", 409, "The order was refused; the commitment did not cover it.");
    public static readonly ProblemCode OrderClosed = new("order-closed", 409, "The order is closed: everything on it is delivered or cancelled.");
    public static readonly ProblemCode ChangePending = new("change-pending", 409, "A change to the order is not decided yet.", Retryable.Yes);
    public static readonly ProblemCode LineCancelled = new("line-cancelled", 409, "The line is cancelled or rejected.");
    public static readonly ProblemCode BelowShipped = new("below-shipped", 409, "A line cannot be lowered below what was shipped on it.");
    public static readonly ProblemCode AlreadyShipped = Problems.AlreadyShipped;
}
