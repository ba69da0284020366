namespace Ledger.Logistics;

/// <summary>Why Logistics refuses.</summary>
public static class LogisticsProblems
{
    public static readonly ProblemCode UnknownBatch = new("unknown-batch", 404, "There is no such batch in this book.");
    public static readonly ProblemCode UnknownOrderLine = new("unknown-order-line", 404, "There is no such order line in this book.");
    public static readonly ProblemCode OrderNotConfirmed = Problems.OrderNotConfirmed;
    public static readonly ProblemCode OrderLineNotOpen = new("order-line-not-open", 409, "The order line was refused, cancelled or closed.");
    public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
    public static readonly ProblemCode OverShipment = Problems.OverShipment;
    public static readonly ProblemCode AlreadyShipped = Problems.AlreadyShipped;
    public static readonly ProblemCode BatchElsewhere = new("batch-elsewhere", 409, "The batch is at another site than the command says.");
    public static readonly ProblemCode NotShipped = new("not-shipped", 409, "The batch has not been shipped.");
    public static readonly ProblemCode NotUnderWay = new("not-under-way", 409, "All of the batch has been received or given up.");
    public static readonly ProblemCode TooManyReports = new("too-many-reports", 409, "The batch has no room for another transport report.");
    public static readonly ProblemCode ShipmentHasReceipts = new("shipment-has-receipts", 409, "Units of the shipment have been received, so it did take place.");
    public static readonly ProblemCode AlreadyReceived = new("already-received", 409, "Some of the units have been received before.");
    public static readonly ProblemCode NothingToReceive = new("nothing-to-receive", 409, "Nothing of the batch is outstanding.");
    public static readonly ProblemCode UnitElsewhere = new("unit-elsewhere", 409, "Some of the units are in a place that they cannot have arrived from.");
    public static readonly ProblemCode DamagedNotSeen = new("damaged-not-seen", 400, "A unit cannot be damaged and not seen.");
}
