namespace Ledger.Logistics;

/// <summary>Why Logistics refuses.</summary>
public static class LogisticsProblems
{
    public static readonly ProblemCode UnknownBatch = new("unknown-batch", 404, "The batch does not exist in this book.");
    public static readonly ProblemCode UnknownOrderLine = new("unknown-order-line", 404, "The order line does not exist in this book.");
    public static readonly ProblemCode OrderNotConfirmed = Problems.OrderNotConfirmed;
    public static readonly ProblemCode OrderLineNotOpen = new("order-line-not-open", 409, "The order line is not open: it was refused, cancelled or closed.");
    public static readonly ProblemCode OrderReopening =
        new("order-reopening", 409, "The closed order is about to be open again for units that came back.", Retryable.Yes);
    public static readonly ProblemCode WrongProduct = Problems.WrongProduct;
    public static readonly ProblemCode OverShipment = Problems.OverShipment;
    public static readonly ProblemCode AlreadyShipped = Problems.AlreadyShipped;
    public static readonly ProblemCode BatchElsewhere = new("batch-elsewhere", 409, "The batch is not at the site that the command names.");
    public static readonly ProblemCode NotShipped =
        new("not-shipped", 409, "The batch has not been shipped yet: its despatch advice is not recorded.", Retryable.Yes);
    public static readonly ProblemCode NoShipment = new("no-shipment", 409, "The batch has no shipment that could be voided.");
    public static readonly ProblemCode TooManyReports = new("too-many-reports", 409, "The batch has reached its maximum number of transport reports.");
    public static readonly ProblemCode ShipmentHasReceipts =
        new("shipment-has-receipts", 409, "The shipment cannot be voided: some of its units have been received.");
    public static readonly ProblemCode AlreadyReceived = new("already-received", 409, "Some of the units are already received.");
    public static readonly ProblemCode NothingToReceive = new("nothing-to-receive", 409, "All units are already accounted for.");
    public static readonly ProblemCode NothingMissing = new("nothing-missing", 409, "No unit is missing.");
    public static readonly ProblemCode UnitElsewhere = new("unit-elsewhere", 409, "Some of the units cannot have arrived from where the ledger has them.");
    public static readonly ProblemCode NotAnotherProduct =
        new("not-another-product", 400, "The batch's own product is not one of the others that came with it.");
    public static readonly ProblemCode NotReported =
        new("not-reported", 409, "No receipt of the batch reports the units as not advised, or they are settled already.");
    public static readonly ProblemCode AnotherCustomer = new("another-customer", 409, "The units came to another customer than that of the order.");
    public static readonly ProblemCode NotAttributed =
        new("not-attributed", 409, "Some of the units were not advised, and count toward no order line yet.");
    public static readonly ProblemCode NotLost = new("not-lost", 409, "Some of the units found had not been lost from a stock.");
    public static readonly ProblemCode CountDiffers =
        new("count-differs", 409, "The quantity counted is not what the ledger has there with the differences that the count names.");
    public static readonly ProblemCode NotTheSuppliersSite = new("not-the-suppliers-site", 409, "Units are returned only to a site of their supplier.");
    public static readonly ProblemCode UnknownInspection = new("unknown-inspection", 404, "The inspection does not exist in this book.");
    public static readonly ProblemCode UnknownReturn = new("unknown-return", 404, "The return does not exist in this book.");
    public static readonly ProblemCode SeveralSuppliers = new("several-suppliers", 409, "The units are of several suppliers.");
    public static readonly ProblemCode ReturnNotAuthorised = new("return-not-authorised", 409, "The supplier has not authorised that these units go back.");
    public static readonly ProblemCode ReturnNotAnswered =
        new("return-not-answered", 409, "The supplier has not answered the request for the return yet.", Retryable.Yes);
    public static readonly ProblemCode ReturnNotOpen = new("return-not-open", 409, "The return is not to be answered any more.");
    public static readonly ProblemCode NotSent =
        new("not-sent", 409, "The units have not been sent back yet: the customer's message is not recorded.", Retryable.Yes);
    public static readonly ProblemCode NothingToCancel = new("nothing-to-cancel", 409, "Nothing is left of the return that could be cancelled.");
    public static readonly ProblemCode AlreadyCredited = new("already-credited", 409, "Some of the units are credited already.");
    public static readonly ProblemCode NothingToCredit = new("nothing-to-credit", 409, "The return has fewer units that are neither replaced nor credited.");
    public static readonly ProblemCode DamagedNotSeen = new("damaged-not-seen", 400, "Damaged units must be among the units that were seen.");
}
